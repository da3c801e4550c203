package tabletest

import (
	"errors"
	"fmt"

	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/samples"
)

// FillShowcase counts as many products in the creator's showcase as it holds.
func (w *World) FillShowcase() *World {
	w.t.Helper()
	var c table.Change
	c.Update(keys.ShowcaseCount(w.Creator.ID), "SET products = :max", "", nil, table.Item{":max": table.Number(showcase.MaxEntries)}, table.Always(table.ErrChanged))
	w.must(w.Table.Commit(w.t.Context(), c))
	return w
}

// FillCampaignLists counts as many product lists as the campaign may have.
func (w *World) FillCampaignLists() *World {
	w.t.Helper()
	var c table.Change
	c.Update(keys.ProductLists(CampaignID), "SET productLists = :max", "", nil, table.Item{":max": table.Number(productlist.MaxLists)}, table.Always(table.ErrChanged))
	w.must(w.Table.Commit(w.t.Context(), c))
	return w
}

// FillList makes other products of the list, as many as it holds.
func (w *World) FillList() *World {
	w.t.Helper()
	rates := map[string]int{}
	for i := range productlist.MaxProducts {
		rates[fmt.Sprintf("%026d", i)] = 1000
	}
	return w.relist(rates)
}

// EmptyList takes every product out of the list.
func (w *World) EmptyList() *World {
	w.t.Helper()
	return w.relist(nil)
}

func (w *World) relist(rates map[string]int) *World {
	w.t.Helper()
	before, _, err := campaigns.ProductList(w.t.Context(), w.Table, AgencyID, ListID)
	w.must(err)
	after := before
	after.Rates, after.Version = rates, before.Version+1
	e := event.Changed(before, after, productlist.EventChanged, agency, Day(4, 10))
	w.commit("update-product-list", campaigns.ProductListChanged(before, after, e), e)
	return w
}

// FillParcel puts as many other samples of the seller as it takes into the parcel that Label puts the sample into.
func (w *World) FillParcel() *World {
	w.t.Helper()
	before, _, err := samples.Parcel(w.t.Context(), w.Table, Carrier, Tracking, "")
	w.must(err)
	before.Tracking = sample.Tracking(Carrier, Tracking)
	full := before
	for i := 0; ; i++ {
		other := w.Sample
		other.ID = fmt.Sprintf("smp_%026d", i)
		next, err := full.Claim(other, nil, Day(7, 9))
		if errors.Is(err, sample.ErrParcelFull) {
			break
		}
		w.must(err)
		full = next
	}
	full.Version = before.Version + 1
	w.must(w.Table.Commit(w.t.Context(), samples.ParcelChanged(before, full)))
	return w
}

// FillContent logs as many videos as a sample may have.
func (w *World) FillContent() *World {
	w.t.Helper()
	for i := range sample.MaxPosts {
		posting := sample.Content{
			Kind: sample.Video, URL: fmt.Sprintf("https://www.tiktok.com/@glow.with.ana/video/74%017d", i), PublishedAt: Day(21, 18),
		}
		next, kind, err := sample.LogContent(w.Sample, posting, sample.TikTok, Day(21, 18))
		w.move("submit-content", next, err, kind, w.party(), Day(21, 18), nil)
	}
	return w
}
