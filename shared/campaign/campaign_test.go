package campaign

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/fault"
)

const day = 24 * time.Hour

var (
	start = time.Date(2030, 6, 1, 0, 0, 0, 0, time.UTC)
	now   = start.Add(-5 * day)
)

func draft() Campaign {
	return Campaign{
		ID: "cmp_1", AgencyID: "agn_1", AgencyName: "Étoile du Nord", AgencyMarket: "US", TargetMarket: "US", Name: "Summer glow", Description: "Serums.",
		RegistrationPeriod: Period{start, start.Add(30 * day)}, CampaignPeriod: Period{start, start.Add(120 * day)},
		SellerScope: SellerScope{Kind: AllSellers}, MinTotalRate: 1000, Contact: Contact{Email: "a@b.example"},
	}
}

func wrong(err error) []string {
	var out []string
	if e, ok := errors.AsType[*fault.Error](err); ok {
		for _, field := range e.Fields {
			out = append(out, field.Field+" "+field.Code)
		}
	}
	return out
}

// Feature B2: what is wrong is said field by field, once for each field.
func TestCreateRefusesFieldByField(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*Campaign)
		want  []string
	}{
		"nothing":                     {func(*Campaign) {}, nil},
		"blank texts":                 {func(c *Campaign) { c.Name, c.Description = " ", "\n" }, []string{"name required", "description required"}},
		"starts that differ":          {func(c *Campaign) { c.RegistrationPeriod.Start = start.Add(day) }, []string{"campaignPeriod.start starts_differ"}},
		"a campaign of 360 days":      {func(c *Campaign) { c.CampaignPeriod.End = start.Add(360 * day) }, nil},
		"a moment longer":             {func(c *Campaign) { c.CampaignPeriod.End = start.Add(360*day + time.Millisecond) }, []string{"campaignPeriod.end too_long"}},
		"ends at the start":           {func(c *Campaign) { c.CampaignPeriod.End, c.RegistrationPeriod.End = start, start }, []string{"campaignPeriod.end not_after_start", "registrationPeriod.end not_after_start"}},
		"registration beyond the end": {func(c *Campaign) { c.RegistrationPeriod.End = start.Add(121 * day) }, []string{"registrationPeriod.end after_campaign"}},
		"the past": {func(c *Campaign) {
			c.RegistrationPeriod = Period{now.Add(-9 * day), now}
			c.CampaignPeriod = Period{now.Add(-9 * day), now}
		}, []string{"campaignPeriod.end in_the_past", "registrationPeriod.end in_the_past"}},
		"selected, but nobody": {func(c *Campaign) { c.SellerScope.Kind = SelectedSellers }, []string{"sellerScope.shopCodes required"}},
		"all, but some":        {func(c *Campaign) { c.SellerScope.ShopCodes = []string{"USLC"} }, []string{"sellerScope.shopCodes not_allowed"}},
	} {
		c := draft()
		test.spoil(&c)
		if _, err := Create(c, now); !slices.Equal(wrong(err), test.want) {
			t.Errorf("%s: %v, want %v", name, wrong(err), test.want)
		}
	}
}

// Feature B4: the status at every turn of the periods, published or not.
func TestStatusIsDerived(t *testing.T) {
	for published, want := range map[bool][]Status{
		false: {StatusReady, StatusReady, StatusReady, StatusClosed}, true: {StatusUpcoming, StatusOngoing, StatusOngoing, StatusClosed},
	} {
		c := draft()
		c.Published = published
		end := c.CampaignPeriod.End
		if published { // even when it is taken back
			c, _, _ = SetPublished(c, false, now)
			c.PublishedAt = &now
		}
		for i, at := range []time.Time{start.Add(-1), start, end.Add(-1), end} {
			if got := c.StatusAt(at); got != want[i] {
				t.Errorf("published %t at %s: %s, want %s", published, at, got, want[i])
			}
		}
	}
}

// Features B3 and B4: before publishing everything can change, afterwards only name, description and contact, even when
// the campaign is taken back.
func TestEdit(t *testing.T) {
	name, description, market, rate := " Winter glow ", "Creams.", "GB", 2000
	later := Period{start.Add(day), start.Add(40 * day)}
	scope, contact := SellerScope{Kind: SelectedSellers, ShopCodes: []string{"USLCDEWDAU"}}, Contact{Email: "c@d.example"}
	all := Edit{&market, &name, &description, &later, &later, &scope, &rate, &contact}
	texts := Edit{Name: &name, Description: &description, Contact: &contact}

	unpublished, _ := Create(draft(), now)
	after, err := all.Apply(unpublished, now)
	if err != nil || after.Name != "Winter glow" || after.TargetMarket != "GB" || after.RegistrationPeriod != later || after.MinTotalRate != 2000 || after.Version != 2 {
		t.Fatalf("before publishing: %+v %v", after, err)
	}
	published, _, _ := SetPublished(unpublished, true, now)
	back, _, _ := SetPublished(published, false, now)
	for name, c := range map[string]Campaign{"published": published, "taken back": back} {
		same, err := all.Apply(c, now)
		e, ok := errors.AsType[*fault.Error](err)
		if !ok || e.Code != ErrFixed.Code || len(e.Details["fields"].([]string)) != 5 || same.Version != c.Version {
			t.Errorf("%s: %+v %v", name, same, err)
		}
		after, err := texts.Apply(c, start.Add(50*day)) // the registration is over: nobody asks the periods again
		if err != nil || after.Description != "Creams." || after.Contact != contact || after.Version != c.Version+1 {
			t.Errorf("%s: %+v %v", name, after, err)
		}
		if same, err := (Edit{TargetMarket: &c.TargetMarket, Name: &c.Name}).Apply(c, now); err != nil || same.Version != c.Version {
			t.Errorf("%s: an edit of nothing gives %+v %v", name, same, err)
		}
	}
	blank := " "
	if _, err := (Edit{Name: &blank, RegistrationPeriod: &Period{later.End, later.Start}}).Apply(unpublished, now); !slices.Equal(wrong(err),
		[]string{"name required", "registrationPeriod.start starts_differ", "registrationPeriod.end not_after_start"}) {
		t.Errorf("a bad edit: %v", wrong(err))
	}
}

// Feature B4: the answer to an edit is about what the edit names.
func TestAnEditIsAnsweredAboutWhatItNames(t *testing.T) {
	unpublished, _ := Create(draft(), now)
	published, _, _ := SetPublished(unpublished, true, now)
	c := unpublished.CampaignPeriod
	for name, edit := range map[string]Edit{
		"shorter than the registration": {CampaignPeriod: &Period{c.Start, c.Start.Add(day)}},
		"longer":                        {CampaignPeriod: &Period{c.Start, c.End.Add(day)}},
		"with another beginning":        {CampaignPeriod: &Period{c.Start.Add(day), c.End}},
		"nonsense":                      {CampaignPeriod: &Period{c.End, c.Start}},
	} {
		_, err := edit.Apply(published, now)
		e, ok := errors.AsType[*fault.Error](err)
		if !ok || e.Code != ErrFixed.Code || !slices.Equal(e.Details["fields"].([]string), []string{"campaignPeriod"}) {
			t.Errorf("%s, after publishing: %v", name, err)
		}
	}
	r := unpublished.RegistrationPeriod
	for name, test := range map[string]struct {
		edit Edit
		want string
	}{
		"a campaign shorter than its registration":      {Edit{CampaignPeriod: &Period{c.Start, c.Start.Add(day)}}, "campaignPeriod.end before_registration"},
		"a registration longer than its campaign":       {Edit{RegistrationPeriod: &Period{r.Start, c.End.Add(day)}}, "registrationPeriod.end after_campaign"},
		"a campaign that begins apart":                  {Edit{CampaignPeriod: &Period{c.Start.Add(day), c.End}}, "campaignPeriod.start starts_differ"},
		"a registration that begins apart":              {Edit{RegistrationPeriod: &Period{r.Start.Add(day), r.End}}, "registrationPeriod.start starts_differ"},
		"both, with a registration longer than the end": {Edit{RegistrationPeriod: &Period{r.Start, c.End}, CampaignPeriod: &Period{c.Start, r.End}}, "registrationPeriod.end after_campaign"},
	} {
		if _, err := test.edit.Apply(unpublished, now); !slices.Equal(wrong(err), []string{test.want}) {
			t.Errorf("%s: %v, want %s", name, wrong(err), test.want)
		}
	}
}

// Feature B4: the same period in the clothes of another time zone is no change.
func TestTheSamePeriodWrittenOtherwiseIsNoChange(t *testing.T) {
	unpublished, _ := Create(draft(), now)
	published, _, _ := SetPublished(unpublished, true, now)
	zone := time.FixedZone("", 2*3600)
	same := Period{published.CampaignPeriod.Start.In(zone), published.CampaignPeriod.End.In(zone)}
	if after, err := (Edit{CampaignPeriod: &same}).Apply(published, now); err != nil || after.Version != published.Version {
		t.Errorf("version %d, %v", after.Version, err)
	}
}

// Feature B3: the toggle, and what it cannot do.
func TestPublishAndTakeBack(t *testing.T) {
	c, _ := Create(draft(), now)
	if _, _, err := SetPublished(c, false, now); !errors.Is(err, ErrAlreadyHasState) {
		t.Errorf("taking back a draft: %v", err)
	}
	if _, _, err := SetPublished(c, true, c.CampaignPeriod.End); !errors.Is(err, ErrCampaignOver) {
		t.Errorf("publishing after the end: %v", err)
	}
	published, _, _ := SetPublished(c, true, now)
	back, _, _ := SetPublished(published, false, now.Add(day))
	again, _, _ := SetPublished(back, true, now.Add(2*day))
	if again.Version != 4 || !again.PublishedAt.Equal(now) {
		t.Errorf("published again: %+v", again)
	}
}

// Feature B5: words are compared without case and accents, in any script.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"  Summer GLOW, summer!": "glow summer", "Crème brûlée": "brulee creme", "Straße & Smørrebrød": "smorrebrod strasse",
		"Đà Nẵng": "da nang", "İstanbul ışık": "isik istanbul", "ﬁne 24/7": "24 7 fine", "夏の輝き キャンペーン": "キャンヘーン 夏の輝き", "…": "",
		"e\u0301te\u0301 \u00e9t\u00e9": "ete", "ΆΝΟΙΞΗ": "ανοιξη", "日焼け止め-UV50": "uv50 日焼け止め",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	words := Words("Summer glow Étoile du Nord")
	for search, want := range map[string]bool{
		"sum": true, "GLÓ": true, "etoil nord": true, "summer glow du": true, "ummer": false, "sum winter": false, "glows": false,
	} {
		if got := Match(words, Words(search)); got != want {
			t.Errorf("%q is found: %t", search, got)
		}
	}
}

// Feature B5: where a campaign stands, and who finds it there.
func TestListing(t *testing.T) {
	open, _ := Create(draft(), now)
	if l := open.Listing(); len(l.Shelves) != 0 {
		t.Errorf("unpublished: %+v", l)
	}
	open.Published = true
	foreign, invited := open, open
	foreign.AgencyMarket = "GB"
	nowhere := invited
	nowhere.AgencyMarket, nowhere.SellerScope = "", SellerScope{Kind: SelectedSellers, ShopCodes: []string{"USLCDEWDAU"}}
	invited.SellerScope = SellerScope{Kind: SelectedSellers, ShopCodes: []string{"USLCDEWDAU", "USLCOTHERS"}}
	for name, test := range map[string]struct {
		c    Campaign
		want []Shelf
	}{
		"open":    {open, []Shelf{"OPEN#US", "LOCAL#US"}},
		"foreign": {foreign, []Shelf{"OPEN#US"}},
		"invited": {invited, []Shelf{"SHOP#USLCDEWDAU", "SHOP#USLCOTHERS"}},
	} {
		if got := test.c.Listing().Shelves; !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
	if got := len(open.Listing().Beginnings(OpenShelf("US"))); got != 6+4+6+2+4 { // "g" to "glow", and so on
		t.Errorf("%d beginnings: %v", got, open.Listing().Beginnings(OpenShelf("US")))
	}
	if got := invited.Listing().Beginnings(ShopShelf("USLCDEWDAU")); got != nil {
		t.Errorf("an invitation is found by %v", got)
	}

	us, gb := Search{Shop: Shop{Code: "USLCDEWDAU", Market: "US"}}, Search{Shop: Shop{Code: "GBLCXYZ", Market: "GB"}}
	nobody := Search{Shop: Shop{Code: "USLCNOBODY", Market: "US"}}
	for name, test := range map[string]struct {
		s    Search
		c    Campaign
		at   time.Time
		want string // filters that find it
	}{
		"an open one":         {us, open, start, "all local"},
		"of a foreign agency": {us, foreign, start, "all"},
		"in another market":   {gb, open, start, ""},
		"with an invitation":  {us, invited, start, "all target local"},
		"without one":         {nobody, invited, start, ""},
		"before it opens":     {us, open, start.Add(-1), "all local"},
		"after it closes":     {us, open, open.RegistrationPeriod.End, ""},
		"of one from nowhere": {Search{Shop: Shop{Code: "USLCDEWDAU"}}, nowhere, start, "all target"},
		"without a market":    {Search{Shop: Shop{Code: "USLCDEWDAU"}}, open, start, ""},
	} {
		var got []string
		for _, filter := range []Filter{Everything, Target, Local} {
			test.s.Filter = filter
			if test.s.Finds(test.c, test.at) {
				got = append(got, string(filter))
			}
		}
		if status := test.c.RegistrationFor(test.s.Shop, test.at); (status != RegistrationClosed) != slices.Contains(got, string(Everything)) {
			t.Errorf("%s: found by %v, and registration there is %s", name, got, status)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: found by %v, want %s", name, got, test.want)
		}
	}
}
