package contract

import (
	"errors"
	"maps"

	"samplepath/shared/fault"
	"samplepath/shared/sample"
)

// RefuseSeller is a refusal of what a seller wants of a sample, in words for the seller: a status that it names is
// the seller's.
func RefuseSeller(err error, s sample.Sample) error {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	if _, named := e.Details["status"].(sample.Status); !named {
		return err
	}
	out := *e
	out.Details = maps.Clone(e.Details)
	out.Details["status"] = s.ParcelStatus()
	return &out
}
