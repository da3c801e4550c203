package slip

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// The fonts, compressed: a page holds only the characters that it uses of them. Their licences lie beside them.
var (
	//go:embed fonts/DejaVuSansCondensed.ttf.gz
	dejaVu []byte
	//go:embed fonts/DroidSansFallback.ttf.gz
	droid []byte
	//go:embed fonts/NotoLoopedThai-Regular.ttf.gz
	noto []byte

	latin = newFont("latin", dejaVu) // Latin with Vietnamese, Greek, Cyrillic, Hebrew, Arabic letters
	asian = newFont("asian", droid)  // Chinese, Japanese, Korean
	thai  = newFont("thai", noto)
)

// font is a font that is unpacked when it is first needed.
type font struct {
	name string
	ttf  func() ([]byte, error)
	face func() *sfnt.Font // nil where it cannot be read
}

func newFont(name string, compressed []byte) *font {
	f := &font{name: name}
	f.ttf = sync.OnceValues(func() ([]byte, error) {
		r, err := gzip.NewReader(bytes.NewReader(compressed))
		if err != nil {
			return nil, fmt.Errorf("unpack font %s: %w", name, err)
		}
		out, err := io.ReadAll(r)
		if err != nil {
			return nil, fmt.Errorf("unpack font %s: %w", name, err)
		}
		return out, nil
	})
	f.face = sync.OnceValue(func() *sfnt.Font {
		ttf, err := f.ttf()
		if err != nil {
			return nil
		}
		face, err := sfnt.Parse(ttf)
		if err != nil {
			return nil
		}
		return face
	})
	return f
}

func (f *font) has(char rune) bool {
	face := f.face()
	if face == nil {
		return false
	}
	var buffer sfnt.Buffer
	glyph, err := face.GlyphIndex(&buffer, char)
	return err == nil && glyph != 0
}

// fonts are all of them: whichever has a character first writes it.
var fonts = []*font{latin, asian, thai}

// fontOf is the font that has a character, or nil. A PDF's fonts hold the Basic Multilingual Plane only.
func fontOf(char rune) *font {
	if char > 0xFFFF {
		return nil
	}
	for _, f := range fonts {
		if f.has(char) {
			return f
		}
	}
	return nil
}

// load makes a font known to the page.
func (p *page) load(f *font) error {
	if p.loaded[f] {
		return nil
	}
	ttf, err := f.ttf()
	if err != nil {
		return err
	}
	p.pdf.AddUTF8FontFromBytes(f.name, "", ttf)
	p.loaded[f] = true
	return p.pdf.Error()
}
