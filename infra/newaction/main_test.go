package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"samplepath/shared/id"
)

// What is laid down compiles together with the module as it is, whether it reads or changes something.
func TestNewActionsCompile(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	overlay := map[string]string{}
	var packages []string
	for _, a := range []action{
		{Name: "get-new-thing", Feature: "B4", Kind: "agency", Area: "Campaigns", Path: "/v1/new-thing"},
		{Name: "set-new-thing", Feature: "H1", Kind: "seller", Area: "Samples", Path: "/v1/new-thing"},
		{Name: "update-new-thing", Feature: "C6", Kind: "agency", Area: "Campaigns", Path: "/v1/registrations/{registrationId}/new-thing"},
		{Name: "delete-new-thing", Feature: "I3", Kind: "creator", Area: "Samples", Path: "/v1/samples/{sampleId}/content/{number}/new-thing"},
	} {
		files, err := a.files(root)
		if err != nil {
			t.Fatalf("%s: %v", a.Name, err)
		}
		packages = append(packages, "./functions/"+a.Name)
		for name, text := range files {
			at := filepath.Join(t.TempDir(), filepath.Base(name))
			if err := os.WriteFile(at, text, 0o600); err != nil {
				t.Fatal(err)
			}
			overlay[filepath.Join(root, name)] = at
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	at := filepath.Join(t.TempDir(), "overlay.json")
	if err := os.WriteFile(at, list, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.Command("go", append([]string{"test", "-c", "-vet=off", "-o", t.TempDir(), "-overlay", at}, packages...)...)
	command.Dir = root
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The verb gives the method, and each parameter of the route a field of the request and a value in the sample event.
func TestTheRouteIsFilledIn(t *testing.T) {
	a := action{Name: "set-new-thing", Feature: "C6", Kind: "agency", Area: "Campaigns", Path: "/v1/registrations/{registrationId}/new-thing"}
	files, err := a.files("../..")
	if err != nil {
		t.Fatal(err)
	}
	var e struct {
		RouteKey       string
		RawPath        string
		PathParameters map[string]string
	}
	if err := json.Unmarshal(files["events/set-new-thing/first.json"], &e); err != nil {
		t.Fatal(err)
	}
	registrationID := e.PathParameters["registrationId"]
	if e.RouteKey != "PUT "+a.Path || !id.Is(registrationID, id.Registration) || e.RawPath != "/v1/registrations/"+registrationID+"/new-thing" {
		t.Errorf("the event is %+v", e)
	}
	if entry := string(files["shared/contract/set_new_thing.go"]); !strings.Contains(entry, "RegistrationID string `path:\"registrationId\" json:\"-\" format:\"reg\"`") || !strings.Contains(entry, "http.MethodPut") {
		t.Errorf("the entry is\n%s", entry)
	}
	a.Path = "/v1/new-things/{nobodyKnows}"
	if _, err := a.files("../.."); err == nil || !strings.Contains(err.Error(), "{nobodyKnows}") {
		t.Errorf("a parameter that no event has: %v", err)
	}
}

// What cannot be an action is refused with what to write instead, and nothing is written.
func TestWhatCannotBeAnAction(t *testing.T) {
	for name, args := range map[string][]string{
		"NAME=":      {"-feature", "B4"},
		"NAME=Get":   {"-name", "Get", "-feature", "B4"},
		"FEATURE=Z9": {"-name", "get-new-thing", "-feature", "Z9"},
		"KIND=buyer": {"-name", "get-new-thing", "-feature", "B4", "-kind", "buyer"},
		"AREA=Sales": {"-name", "get-new-thing", "-feature", "B4", "-area", "Sales"},
	} {
		root := t.TempDir()
		err := run(root, args, os.Stderr)
		if err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if made, _ := os.ReadDir(root); len(made) > 0 {
			t.Errorf("%s: %d files were made", name, len(made))
		}
	}
	if err := run("../..", []string{"-name", "get-campaign", "-feature", "B4"}, os.Stderr); err == nil || !strings.HasSuffix(err.Error(), "is there already") {
		t.Errorf("an action that is there: %v", err)
	}
}
