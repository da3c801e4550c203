package template

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// assembly is a cloud assembly: the stacks of an application and where their assets are.
type assembly struct {
	stacks []*stack
	assets map[string]string // absolute path by the object key that a template names
}

// stack is one CloudFormation template.
type stack struct {
	assembly *assembly
	name     string

	Transform, Mappings, Conditions any
	Resources                       map[string]*resource
	Outputs                         map[string]struct {
		Value  any
		Export struct{ Name any }
	}
}

// resource is one resource of a template; its properties are unresolved.
type resource struct {
	stack *stack
	id    string // logical id
	kind  string

	Type           string
	DeletionPolicy string
	Properties     map[string]any
}

// manifest is the part of manifest.json and of asset manifests that matters here.
type manifest struct {
	Artifacts map[string]struct {
		Type       string
		Properties struct{ TemplateFile, StackName, File string }
	}
	Files map[string]struct {
		Source       struct{ Path string }
		Destinations map[string]struct{ ObjectKey string }
	}
}

func readAssembly(dir string) (*assembly, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	a := &assembly{assets: map[string]string{}}
	if err := a.read(dir); err != nil {
		return nil, err
	}
	return a, nil
}

// read adds the stacks and assets of one directory.
func (a *assembly) read(dir string) error {
	var m manifest
	if err := readJSON(filepath.Join(dir, "manifest.json"), &m); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(m.Artifacts)) {
		artifact := m.Artifacts[id]
		var err error
		switch artifact.Type {
		case "aws:cloudformation:stack":
			name := artifact.Properties.StackName
			if name == "" {
				name = id
			}
			err = a.readStack(name, filepath.Join(dir, artifact.Properties.TemplateFile))
		case "cdk:asset-manifest":
			err = a.readAssets(dir, artifact.Properties.File)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *assembly) readStack(name, file string) error {
	s := &stack{assembly: a, name: name}
	if err := readJSON(file, s); err != nil {
		return err
	}
	if s.Transform != nil || s.Mappings != nil || s.Conditions != nil {
		return fmt.Errorf("stack %s: Transform, Mappings and Conditions of a template are not supported", name)
	}
	for id, r := range s.Resources {
		r.stack, r.id, r.kind = s, id, r.Type
	}
	a.stacks = append(a.stacks, s)
	return nil
}

func (a *assembly) readAssets(dir, file string) error {
	var m manifest
	if err := readJSON(filepath.Join(dir, file), &m); err != nil {
		return err
	}
	for _, asset := range m.Files {
		path := asset.Source.Path
		if !filepath.IsAbs(path) { // the CDK names a folder of the assembly, or, without staging, where the asset lies
			path = filepath.Join(dir, path)
		}
		for _, destination := range asset.Destinations {
			a.assets[destination.ObjectKey] = path
		}
	}
	return nil
}

// resources are those of one type, or all if kind is empty; by stack, then by logical id.
func (a *assembly) resources(kind string) (found []*resource) {
	for _, s := range a.stacks {
		for _, id := range slices.Sorted(maps.Keys(s.Resources)) {
			if r := s.Resources[id]; kind == "" || r.kind == kind {
				found = append(found, r)
			}
		}
	}
	return found
}

// fault says which resource err is about; nil stays nil.
func (r *resource) fault(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("stack %s, resource %s (%s): %w", r.stack.name, r.id, r.kind, err)
}

func readJSON(file string, into any) error {
	source, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { _ = source.Close() }() // it was only read
	decoder := json.NewDecoder(source)
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
