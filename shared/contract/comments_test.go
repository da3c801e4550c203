package contract_test

import (
	"go/scanner"
	"go/token"
	"regexp"
	"strings"
	"testing"
)

// What a comment names in CamelCase is in the code: a name that was changed is changed in the comments, too.
func TestCommentsNameWhatExists(t *testing.T) {
	names := map[string]bool{ // of services, of providers, and of what the local stack does not serve
		"CamelCase": true, "CloudFormation": true, "EventBridge": true, "PartiQL": true, "EnableRule": true, "DisableRule": true,
		"AfterShip": true, "EasyPost": true, "ShipEngine": true, "ArrayPartition": true, "ArrayRange": true, "ArrayUnique": true,
	}
	word, camel := regexp.MustCompile(`\w+`), regexp.MustCompile(`\b[A-Za-z]*[a-z][A-Z][A-Za-z]*\b`)
	cited := map[string]string{} // by name: a file whose comment has it
	for path, source := range goSources(t) {
		var s scanner.Scanner
		files := token.NewFileSet()
		s.Init(files.AddFile(path, -1, len(source)), []byte(source), nil, scanner.ScanComments)
		for {
			_, kind, text := s.Scan()
			if kind == token.EOF {
				break
			}
			switch {
			case kind != token.COMMENT:
				for _, name := range word.FindAllString(text, -1) {
					names[name] = true
				}
			case !strings.Contains(text, "://") && !strings.HasPrefix(text, "//go:"):
				for _, name := range camel.FindAllString(text, -1) {
					cited[name] = path
				}
			}
		}
	}
	for name, path := range cited {
		if !names[name] {
			t.Errorf("a comment of %s names %s, which the code does not have", path, name)
		}
	}
}
