package contract

import (
	"cmp"
	"slices"

	"samplepath/shared/policy"
)

// SamplePolicyOf is a version of a policy as everybody sees it who may.
func SamplePolicyOf(d policy.Document) SamplePolicy {
	out := SamplePolicy{
		AgencyID: d.AgencyID, CampaignID: d.CampaignID, Level: d.Level(), Version: d.Version, SetAt: d.SetAt,
		Settings: SamplePolicySettings(d.Settings), Sections: SamplePolicySections(d.Sections), Brief: SampleBrief(d.Brief),
	}
	for registrationID, brief := range d.Products {
		out.Products = append(out.Products, ProductBrief{registrationID, SampleBrief(brief)})
	}
	slices.SortFunc(out.Products, func(a, b ProductBrief) int { return cmp.Compare(a.RegistrationID, b.RegistrationID) })
	return out
}
