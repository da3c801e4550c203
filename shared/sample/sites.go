package sample

import (
	"net/url"
	"regexp"
	"strings"
)

// Sites are the hosts on which content may be, in lower case, each with its subdomains.
type Sites []string

// TikTok is where content is unless the deployer allows other sites, too (feature I3): www.tiktok.com, and the short links of
// vm, vt and m.
var TikTok = Sites{"tiktok.com"}

// SitesVariable is the environment variable with the hosts that a deployment allows, with commas between them.
const SitesVariable = "SAMPLEPATH_CONTENT_HOSTS"

// ParseSites reads the hosts of a setting; an empty one means TikTok.
func ParseSites(setting string) Sites {
	var out Sites
	for host := range strings.SplitSeq(setting, ",") {
		if host = strings.ToLower(strings.TrimSpace(host)); host != "" {
			out = append(out, host)
		}
	}
	if len(out) == 0 {
		return TikTok
	}
	return out
}

// Allow reports whether an address is of one of the sites: by https, at its usual port, and without a user.
func (s Sites) Allow(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" || strings.Trim(u.Path, "/") == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	for _, site := range s {
		if host == site || strings.HasSuffix(host, "."+site) {
			return true
		}
	}
	return false
}

func (s Sites) String() string { return strings.Join(s, " or ") }

// tiktokID finds TikTok's own id of a video or LIVE in its address.
var tiktokID = regexp.MustCompile(`/(?:video|live|photo)/(\d+)/?$`)

// contentID is what two addresses of the same content have in common: TikTok's id where it is in the address, else the
// address. known says whether it is an id.
func contentID(address string) (id string, known bool) {
	u, err := url.Parse(address)
	if err != nil {
		return address, false
	}
	if found := tiktokID.FindStringSubmatch(u.Path); found != nil {
		return found[1], true
	}
	u.Host, u.Path, u.Fragment = strings.ToLower(u.Host), strings.TrimRight(u.Path, "/"), ""
	return u.String(), false
}
