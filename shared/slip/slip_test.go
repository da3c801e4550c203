package slip_test

import (
	"bytes"
	"compress/zlib"
	"image"
	"image/draw"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"samplepath/shared/address"
	"samplepath/shared/sample"
	"samplepath/shared/slip"
)

var serum = sample.Sample{
	ID: "smp_01QG0189M0J2WV7KDTR1Q2C7BK", ProductID: "1729384756001", ProductName: "Glow Serum", Variant: "30 ml",
	OrderedAt: time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC),
}

var home = address.Address{
	FullName: "Ana Beatriz Lima", Line1: "4821 Marigold Terrace", Line2: "Apt 7", City: "Los Angeles", Region: "CA",
	PostalCode: "90026", Country: "US", Phone: "+13235550147",
}

// names are recipients as there are many: accents, other scripts, both at once, signs that no font has, and long ones.
var names = map[string]string{
	"plain": "Ana Beatriz Lima", "accents": "Zoë Åström-Núñez Şahin", "decomposed": "Zoe\u0308 A\u030astro\u0308m",
	"vietnamese": "Nguyễn Thị Hồng Nhung", "greek": "Ελένη Παπαδοπούλου", "cyrillic": "Наталія Шевченко",
	"chinese": "王小明 Xiaoming Wang", "traditional": "陳怡君", "japanese": "山田 はなこ カナ", "korean": "김 민수",
	"emoji": "Ana 🌸 Lima 👩🏽‍🚀", "thai": "สมชาย ใจดี", "beyond": "𠮷野家 \u200b\u0007 𝔄", "empty": "",
	"long":     strings.Repeat("Wolfeschlegelsteinhausenbergerdorff ", 12),
	"unbroken": strings.Repeat("長", 300),
}

// Feature H1: any name makes a page, and a small one.
func TestNamesOfAllKinds(t *testing.T) {
	for kind, name := range names {
		to := home
		to.FullName = name
		pdf, err := slip.Draw(serum.OrderedAt, slip.Parcel{Sample: serum, To: to})
		if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(pdf) > 200<<10 {
			t.Errorf("%s: %d bytes, %v", kind, len(pdf), err)
		}
		if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 1 {
			t.Errorf("%s: %d pages", kind, n)
		}
	}
}

// Feature H1: the bars of the page read as the sample's id.
func TestTheBarcodeReadsAsTheSamplesID(t *testing.T) {
	pdf, err := slip.Draw(serum.OrderedAt, slip.Parcel{Sample: serum, To: home})
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(bars(t, pdf))
	if err != nil {
		t.Fatal(err)
	}
	got, err := oned.NewCode128Reader().Decode(bitmap, nil)
	if err != nil || got.GetText() != serum.ID {
		t.Fatalf("reads %v, %v; want %s", got, err, serum.ID)
	}
}

// Feature H1: fifty slips in every script are one file that a function may answer: 6 MB, of which the base64 text takes a third more.
func TestFiftySlips(t *testing.T) {
	var parcels []slip.Parcel
	for len(parcels) < 50 {
		for _, name := range names {
			to := home
			to.FullName = name
			parcels = append(parcels, slip.Parcel{Sample: serum, To: to})
		}
	}
	pdf, err := slip.Draw(serum.OrderedAt, parcels[:50]...)
	if err != nil || len(pdf) > 4<<20 || bytes.Count(pdf, []byte("/Type /Page\n")) != 50 {
		t.Errorf("%d bytes, %d pages, %v", len(pdf), bytes.Count(pdf, []byte("/Type /Page\n")), err)
	}
	t.Logf("%d bytes", len(pdf))
}

// bars draws the filled rectangles of a PDF's page at 10 pixels a millimetre.
func bars(t *testing.T, pdf []byte) image.Image {
	t.Helper()
	const pixels = 10 * 25.4 / 72 // a point
	img := image.NewGray(image.Rect(0, 0, 1480, 2100))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	rectangle := regexp.MustCompile(`(-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) re f\n`)
	number := func(text []byte) float64 {
		n, err := strconv.ParseFloat(string(text), 64)
		if err != nil {
			t.Fatal(err)
		}
		return n * pixels
	}
	for _, r := range rectangle.FindAllSubmatch(pageContent(t, pdf), -1) {
		x, y, w, h := number(r[1]), number(r[2]), number(r[3]), number(r[4])
		area := image.Rect(int(math.Round(x)), int(2100-math.Round(y)), int(math.Round(x+w)), int(2100-math.Round(y+h)))
		draw.Draw(img, area.Canon(), image.Black, image.Point{}, draw.Src)
	}
	return img
}

// pageContent is the first stream of a PDF that draws rectangles.
func pageContent(t *testing.T, pdf []byte) []byte {
	t.Helper()
	for _, stream := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			continue
		}
		content, err := io.ReadAll(r)
		if err == nil && bytes.Contains(content, []byte(" re f")) {
			return content
		}
	}
	t.Fatal("the page has no bars")
	return nil
}
