// Package slip draws packing slips: for each sample one page that goes into the parcel and tells the warehouse by its barcode which
// sample it is (feature H1). It holds personal data and is for the seller who ships alone. No AWS.
package slip

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"github.com/boombuler/barcode/code128"

	"samplepath/shared/address"
	"samplepath/shared/sample"
	"samplepath/shared/words"
)

// Lengths are in millimetres. The page is A5; the bars of a sample's id then are 0.3 mm wide, which every scanner reads.
const (
	pageWidth = 148.0
	margin    = 14.0
	width     = pageWidth - 2*margin
	barWidth  = 0.3
	barHeight = 20.0
)

// The words of a slip.
//
//go:embed en.json
var english []byte

var book = words.Open("slip/en.json", english)

// Parcel is a sample with its recipient.
type Parcel struct {
	Sample sample.Sample
	To     address.Address
}

// Draw makes the packing slips of samples for their recipients, as one PDF with a page for each.
func Draw(now time.Time, parcels ...Parcel) ([]byte, error) {
	p, err := newDocument(now)
	if err != nil {
		return nil, err
	}
	for _, parcel := range parcels {
		if err := p.slip(parcel.Sample, parcel.To); err != nil {
			return nil, err
		}
	}
	return p.bytes()
}

// slip draws one slip on a page of its own.
func (p *page) slip(s sample.Sample, to address.Address) error {
	p.pdf.AddPage()
	p.y = margin
	p.text(18, book.Say("title"))
	p.gap(4)
	p.heading(book.Say("ship_to"))
	for _, line := range lines(to) {
		p.text(13, line)
	}
	p.gap(5)
	p.heading(book.Say("contents"))
	p.text(13, book.Say("product", "product", s.ProductName))
	if s.Variant != "" {
		p.text(11, book.Say("variant", "variant", s.Variant))
	}
	p.text(11, book.Say("product_id", "id", s.ProductID))
	p.text(11, book.Say("ordered", "date", s.OrderedAt.Format(book.Say("date_form"))))
	p.text(11, book.Say("free"))
	p.gap(8)
	return p.barcode(s.ID)
}

// lines is an address as it is written on a parcel.
func lines(a address.Address) []string {
	place := strings.TrimSpace(strings.Join(slices.DeleteFunc([]string{a.City, a.Region}, func(s string) bool { return s == "" }), ", ") + " " + a.PostalCode)
	return slices.DeleteFunc([]string{a.FullName, a.Line1, a.Line2, place, a.Country}, func(s string) bool { return s == "" })
}

// barcode draws text as Code 128, with the text below it.
func (p *page) barcode(text string) error {
	code, err := code128.Encode(text)
	if err != nil {
		return fmt.Errorf("barcode: %w", err)
	}
	bars := code.Bounds().Dx()
	left := (pageWidth - float64(bars)*barWidth) / 2
	p.pdf.SetFillColor(0, 0, 0)
	for from := 0; from < bars; from++ {
		to := from
		for to < bars && black(code.At(to, 0)) {
			to++
		}
		if to > from {
			p.pdf.Rect(left+float64(from)*barWidth, p.y, float64(to-from)*barWidth, barHeight, "F")
			from = to
		}
	}
	p.y += barHeight + 2
	p.centred(10, text)
	return nil
}

func (p *page) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := cmp.Or(p.err, p.pdf.Output(&out)); err != nil {
		return nil, fmt.Errorf("write the packing slips: %w", err)
	}
	return out.Bytes(), nil
}

func newDocument(now time.Time) (*page, error) {
	pdf := fpdf.New("P", "mm", "A5", "")
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetTitle(book.Say("title"), true)
	pdf.SetCreator("Samplepath", true)
	pdf.SetCreationDate(now)
	pdf.SetModificationDate(now)
	p := &page{pdf: pdf, loaded: map[*font]bool{}}
	return p, p.load(latin)
}
