package template

import (
	"errors"
	"fmt"
	"strings"
)

// readOutputs reads the outputs that were written for people; CDK's own only carry values from stack to stack.
func (l *loader) readOutputs() error {
	var faults []error
	for _, s := range l.assembly.stacks {
		for name, output := range s.Outputs {
			if strings.HasPrefix(name, "ExportsOutput") {
				continue
			}
			value, err := s.resolve(output.Value)
			if err != nil {
				faults = append(faults, fmt.Errorf("stack %s, output %s: %w", s.name, name, err))
			}
			l.app.Outputs[s.name+"."+name] = fmt.Sprint(value)
		}
	}
	return errors.Join(faults...)
}
