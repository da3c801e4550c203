package slip

import "testing"

// Feature H1: each market's names are written in its own letters.
func TestLettersOfTheMarkets(t *testing.T) {
	for market, name := range map[string]string{
		"DE": "Jörg Weiß", "FR": "Zoë Lefèvre-Œuvray", "ES": "Íñigo Muñoz", "BR": "João Conceição", "VN": "Nguyễn Thị Hồng Nhung",
		"TH": "นางสาวน้ำผึ้ง ปิ่นเกล้า ๑๒๓ ฿", "JP": "山田 はなこ カナ", "CN": "陳怡君 王小明", "KR": "김 민수",
	} {
		for _, char := range name {
			if fontOf(char) == nil {
				t.Errorf("%s: no font has %q", market, char)
			}
		}
	}
}
