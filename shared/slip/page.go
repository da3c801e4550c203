package slip

import (
	"image/color"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"
)

// page is a page that is written from top to bottom.
type page struct {
	pdf    *fpdf.Fpdf
	y      float64 // where the next line begins
	loaded map[*font]bool
	err    error
}

// pointsPerMM is how many points of type size make a millimetre.
const pointsPerMM = 72 / 25.4

const (
	leading  = 1.35 // height of a line to the size of its type
	maxLines = 3    // of one text: the page has an end
)

// run is a piece of a text that one font has the characters of.
type run struct {
	font *font
	text []rune
}

// text writes a text on lines of its own.
func (p *page) text(size float64, s string) {
	rest := p.runs(s)
	for n := 0; len(rest) > 0 && n < maxLines; n++ {
		var line []run
		line, rest = p.split(size, rest)
		p.draw(size, margin, line)
	}
}

func (p *page) centred(size float64, s string) {
	runs := p.runs(s)
	p.draw(size, (pageWidth-p.measure(size, runs))/2, runs)
}

func (p *page) heading(s string) {
	p.pdf.SetTextColor(110, 110, 110)
	p.text(9, s)
	p.pdf.SetTextColor(0, 0, 0)
}

func (p *page) gap(height float64) { p.y += height }

func (p *page) draw(size, x float64, line []run) {
	p.y += size / pointsPerMM
	for _, r := range line {
		p.pdf.SetFont(r.font.name, "", size)
		p.pdf.Text(x, p.y, string(r.text))
		x += p.pdf.GetStringWidth(string(r.text))
	}
	p.y += size / pointsPerMM * (leading - 1)
}

func (p *page) measure(size float64, runs []run) float64 {
	total := 0.0
	for _, r := range runs {
		p.pdf.SetFont(r.font.name, "", size)
		total += p.pdf.GetStringWidth(string(r.text))
	}
	return total
}

// split takes as much of the runs as fits on a line: up to the last space if there is one, else up to the last character.
func (p *page) split(size float64, runs []run) (line, rest []run) {
	if p.measure(size, runs) <= width {
		return runs, nil
	}
	fits, space, x := 0, 0, 0.0
	for _, r := range runs {
		p.pdf.SetFont(r.font.name, "", size)
		for _, char := range r.text {
			if x += p.pdf.GetStringWidth(string(char)); x > width {
				if space > 0 {
					fits = space
				}
				return cut(runs, max(fits, 1))
			}
			fits++
			if char == ' ' {
				space = fits
			}
		}
	}
	return runs, nil
}

// cut divides runs after n characters.
func cut(runs []run, n int) (before, after []run) {
	for i, r := range runs {
		if n < len(r.text) {
			before = append(before, run{r.font, r.text[:n]})
			return before, append([]run{{r.font, r.text[n:]}}, runs[i+1:]...)
		}
		before, n = append(before, r), n-len(r.text)
	}
	return before, nil
}

// runs divides a text by the fonts that have its characters. What no font has is shown as a question mark.
func (p *page) runs(s string) []run {
	var out []run
	for _, char := range norm.NFC.String(s) {
		if unicode.IsControl(char) || unicode.Is(unicode.Cf, char) || unicode.Is(unicode.Variation_Selector, char) {
			continue
		}
		f := fontOf(char)
		if f == nil {
			f, char = latin, '?'
		}
		if n := len(out); n > 0 && (out[n-1].font == f || char == ' ') {
			out[n-1].text = append(out[n-1].text, char)
			continue
		}
		if err := p.load(f); err != nil {
			p.err = err
			continue
		}
		out = append(out, run{f, []rune{char}})
	}
	return out
}

func black(c color.Color) bool { return color.GrayModel.Convert(c).(color.Gray).Y < 128 }
