package contract

import (
	"reflect"

	"samplepath/shared/actor"
	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/candidate"
	"samplepath/shared/notice"
	"samplepath/shared/onboarding"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/task"
)

// Enum is a named list of the values that a text of a request or an answer can have. Its values are the typed constants of
// the rules; the document of the API has it once, by its name.
type Enum struct {
	Name   string
	Values []string
	Type   reflect.Type // of Go
	Part   bool         // of the type's values: a field has it only if its tag values names it
}

var enums = []Enum{
	enum("ActorKind", actor.Kinds),
	enum("AddressScope", address.Scopes),
	enum("AlreadySampled", candidate.SampledChoices),
	enum("AuthorizationStatus", authorization.Statuses),
	part("ShownAuthorizationStatus", authorization.ShownStatuses),
	enum("BusinessCategory", onboarding.Categories),
	enum("CampaignStatus", campaign.Statuses),
	part("SellerCampaignStatus", campaign.SellerStatuses),
	enum("ClosingOutcome", sample.Closings),
	enum("ContentKind", sample.ContentKinds),
	enum("CreatorSort", creatorSorts),
	enum("ExceptionKind", sample.ExceptionKinds),
	part("ReportedExceptionKind", sample.ReportedKinds),
	enum("Excuse", sample.Excuses),
	part("LateExcuse", sample.LateExcuses),
	enum("ExtensionDecision", sample.Decisions),
	enum("ExtensionReason", sample.ExtensionReasons),
	enum("FileFormat", formats),
	part("Market", campaign.Markets),
	enum("MarketplaceScope", campaign.Filters),
	enum("MySamplesTab", sample.Tabs),
	enum("NewsResult", newsResults),
	part("CarrierEventResult", carrierResults),
	part("PlatformEventResult", platformResults),
	enum("NotificationKind", notice.Kinds),
	enum("OnboardingDecision", onboarding.Decisions),
	enum("OnboardingStatus", onboarding.Statuses),
	enum("OnboardingStepName", onboarding.Steps),
	enum("ParcelStatus", sample.ParcelStatuses),
	part("ShippedStatus", sample.ShippedStatuses),
	enum("NonPostingAction", policy.NonPostings),
	enum("PolicyLevel", policy.Levels),
	enum("ReceiptCondition", sample.Conditions),
	enum("RegistrationDecision", registration.Decisions),
	part("ClosureDecision", registration.ClosureDecisions),
	enum("RegistrationPeriodStatus", campaign.RegistrationStatuses),
	part("ListedRegistration", campaign.ListedRegistrations),
	enum("RegistrationStatus", registration.Statuses),
	enum("RegistrationTab", registration.Tabs),
	enum("ReminderKind", sample.ReminderKinds),
	enum("RepeatedSample", policy.Repeats),
	enum("Resolution", resolutions),
	enum("RestrictionStatus", restriction.Statuses),
	enum("SampleLimit", policy.SampleLimits),
	part("SampleEventType", sample.EventTypes()),
	enum("SampleStatus", sample.Statuses),
	enum("SellerScopeKind", campaign.Scopes),
	part("Platform", []string{TikTokShop}),
	part("ShippingProvider", providers),
	enum("SortOrder", sortOrders),
	enum("TaskKind", task.Kinds),
	part("TrackedStatus", trackedStatuses),
	part("UnavailableReason", []string{registration.ErrOutOfStock.Code, registration.ErrExhausted.Code}),
}

// Enums are the enums of all requests and answers, by name.
func Enums() []Enum { return enums }

// EnumOf is the enum of a field: the one that its tag values names, or the one of its type, or of what its type lists.
func EnumOf(t reflect.Type, tag reflect.StructTag) (Enum, bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	name := tag.Get("values")
	for _, e := range enums {
		if e.Name == name || name == "" && e.Type == t && !e.Part {
			return e, true
		}
	}
	return Enum{}, false
}

func enum[T ~string](name string, values []T) Enum {
	out := Enum{Name: name, Type: reflect.TypeFor[T]()}
	for _, value := range values {
		out.Values = append(out.Values, string(value))
	}
	return out
}

func part[T ~string](name string, values []T) Enum {
	out := enum(name, values)
	out.Part = true
	return out
}
