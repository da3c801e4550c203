package contract

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// A sample as its parties read it: one view for each kind of actor, and one function that makes it. A member that is added
// to sample.Sample is in no answer until it is added to a view here, and to the list of its view's members in
// sample_view_test.go.

// AgencySample is a sample as its agency sees it: all but what the workflow keeps for itself.
type AgencySample struct {
	ID                    string              `json:"id" example:"smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	CampaignID            string              `json:"campaignId"`
	RegistrationID        string              `json:"registrationId"`
	AgencyID              string              `json:"agencyId"`
	SellerID              string              `json:"sellerId"`
	CreatorID             string              `json:"creatorId"`
	CreatorHandle         string              `json:"creatorHandle"`
	ProductID             string              `json:"productId"`
	ProductName           string              `json:"productName"`
	Variant               string              `json:"variant,omitempty" doc:"Size, shade or flavour"`
	AddressID             string              `json:"addressId,omitempty" doc:"Where it goes; only the creator and the seller who ships can read it. Absent until the creator has authorized"`
	RequestID             string              `json:"requestId,omitempty" doc:"The authorization request that it waits, or waited, for"`
	PolicyVersion         int                 `json:"policyVersion" doc:"The sample policy that held when it was ordered, and holds for it to its end"`
	AgreedPolicyVersion   int                 `json:"agreedPolicyVersion,omitempty" doc:"The version to which the creator has agreed"`
	Repeats               string              `json:"repeats,omitempty" doc:"The earlier sample of the product, where the creator is sent it again"`
	RepeatReason          string              `json:"repeatReason,omitempty" doc:"Why"`
	ReviewNote            string              `json:"reviewNote,omitempty" doc:"What came of looking at the sample without content before this one"`
	Status                sample.Status       `json:"status"`
	Reason                string              `json:"reason,omitempty" doc:"Why it ended early"`
	OrderedAt             time.Time           `json:"orderedAt"`
	AuthorizedAt          *time.Time          `json:"authorizedAt,omitempty" doc:"When a sample that was ordered ahead of its authorization became ready to ship"`
	Shipment              *AgencyShipment     `json:"shipment,omitempty" doc:"The present attempt"`
	DeliveredAt           *time.Time          `json:"deliveredAt,omitempty"`
	ReceivedAt            *time.Time          `json:"receivedAt,omitempty"`
	Condition             sample.Condition    `json:"condition,omitempty" doc:"As the creator found it"`
	ContentDueAt          *time.Time          `json:"contentDueAt,omitempty"`
	Content               []SampleContent     `json:"content,omitempty" doc:"What the creator posted, in the order in which it was logged"`
	PlatformApplicationID string              `json:"platformApplicationId,omitempty" doc:"The sample application of TikTok Shop by which its events find the sample"`
	Exception             *SampleException    `json:"exception,omitempty" doc:"What keeps it from going on, or why it was closed"`
	Reships               int                 `json:"reships,omitempty" doc:"How often it was sent again"`
	ReshippedAt           *time.Time          `json:"reshippedAt,omitempty" doc:"When it was last decided to send it again"`
	Extension             *SampleExtension    `json:"extension,omitempty" doc:"The last request for more time"`
	Extensions            int                 `json:"extensions,omitempty" doc:"How often the due date was moved"`
	Outcome               *SampleOutcome      `json:"outcome,omitempty" doc:"What the content was worth"`
	Excuse                sample.Excuse       `json:"excuse,omitempty" doc:"Why it does not count against the creator"`
	CountsAgainstCreator  bool                `json:"countsAgainstCreator,omitempty" doc:"It ended without content and without an excuse: for the creator follows what the sample's policy says"`
	LastReminder          sample.ReminderKind `json:"lastReminder,omitempty" doc:"Kind of the last reminder sent"`
	NextReminderAt        *time.Time          `json:"nextReminderAt,omitempty"`
	Restarts              int                 `json:"restarts,omitempty" doc:"How often its workflow was started anew"`
	Recovery              *SampleRecovery     `json:"recovery,omitempty" doc:"Present while its workflow had to be started anew and nothing has happened to it since"`
	Version               int                 `json:"version"`
}

// SellerSample is a sample as its seller sees it: the parcel, and nothing of the creator, neither who it is nor what it
// does (feature C11).
type SellerSample struct {
	ID             string              `json:"id" example:"smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	CampaignID     string              `json:"campaignId"`
	RegistrationID string              `json:"registrationId"`
	ProductID      string              `json:"productId"`
	ProductName    string              `json:"productName"`
	Variant        string              `json:"variant,omitempty" doc:"Size, shade or flavour"`
	Status         sample.ParcelStatus `json:"status" doc:"Of the parcel: closed is one that never arrived, or was given up after an exception"`
	OrderedAt      time.Time           `json:"orderedAt" doc:"When it came into the seller's queue"`
	Shipment       *SellerShipment     `json:"shipment,omitempty" doc:"The present attempt"`
	DeliveredAt    *time.Time          `json:"deliveredAt,omitempty"`
}

// CreatorSample is a sample as its creator sees it.
type CreatorSample struct {
	ID                   string           `json:"id" example:"smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	CampaignID           string           `json:"campaignId"`
	RegistrationID       string           `json:"registrationId"`
	AgencyID             string           `json:"agencyId"`
	ProductID            string           `json:"productId"`
	ProductName          string           `json:"productName"`
	Variant              string           `json:"variant,omitempty" doc:"Size, shade or flavour"`
	AddressID            string           `json:"addressId,omitempty" doc:"Where it goes. Absent until the caller has authorized the agency"`
	RequestID            string           `json:"requestId,omitempty" doc:"The authorization request that it waits, or waited, for"`
	PolicyVersion        int              `json:"policyVersion" doc:"The sample policy that held when it was ordered, and holds for it to its end"`
	AgreedPolicyVersion  int              `json:"agreedPolicyVersion,omitempty" doc:"The version to which the caller has agreed"`
	Status               sample.Status    `json:"status"`
	Reason               string           `json:"reason,omitempty" doc:"Why it ended early"`
	OrderedAt            time.Time        `json:"orderedAt"`
	Shipment             *CreatorShipment `json:"shipment,omitempty" doc:"The present attempt"`
	DeliveredAt          *time.Time       `json:"deliveredAt,omitempty"`
	ReceivedAt           *time.Time       `json:"receivedAt,omitempty"`
	Condition            sample.Condition `json:"condition,omitempty" doc:"As the creator found it"`
	ContentDueAt         *time.Time       `json:"contentDueAt,omitempty"`
	Content              []SampleContent  `json:"content,omitempty" doc:"What the caller posted, in the order in which it was logged"`
	Exception            *SampleException `json:"exception,omitempty" doc:"What keeps it from going on, or why it was closed"`
	Reships              int              `json:"reships,omitempty" doc:"How often it was sent again"`
	ReshippedAt          *time.Time       `json:"reshippedAt,omitempty" doc:"When it was last decided to send it again"`
	Extension            *SampleExtension `json:"extension,omitempty" doc:"The last request for more time"`
	Extensions           int              `json:"extensions,omitempty" doc:"How often the due date was moved"`
	Outcome              *SampleOutcome   `json:"outcome,omitempty" doc:"What the content was worth to the agency"`
	Excuse               sample.Excuse    `json:"excuse,omitempty" doc:"Why it does not count against the creator"`
	CountsAgainstCreator bool             `json:"countsAgainstCreator,omitempty" doc:"It ended without content and without an excuse: for the caller follows what the sample's policy says"`
}

// AgencyShipment is one attempt to bring a sample to its creator, as the agency sees it (feature H2).
type AgencyShipment struct {
	AttemptNumber  int                  `json:"attemptNumber" doc:"1 for the first attempt"`
	Carrier        string               `json:"carrier" example:"USPS"`
	ServiceLevel   string               `json:"serviceLevel,omitempty" example:"GroundAdvantage"`
	TrackingNumber string               `json:"trackingNumber"`
	Cost           Money                `json:"cost"`
	LabelledAt     time.Time            `json:"labelledAt"`
	DispatchedAt   *time.Time           `json:"dispatchedAt,omitempty"`
	Warehouse      string               `json:"warehouse,omitempty" doc:"The warehouse's confirmation"`
	PackedItems    []string             `json:"packedItems,omitempty"`
	CarrierStatus  string               `json:"carrierStatus,omitempty" doc:"The carrier's own last word, kept even where we do not know it"`
	CarrierAt      *time.Time           `json:"carrierStatusAt,omitempty"`
	Failed         sample.ExceptionKind `json:"failed,omitempty" doc:"Why the sample is sent again"`
}

// SellerShipment is one attempt, as the seller who sends it sees it (feature H2).
type SellerShipment struct {
	AttemptNumber  int        `json:"attemptNumber" doc:"1 for the first attempt"`
	Carrier        string     `json:"carrier" example:"USPS"`
	ServiceLevel   string     `json:"serviceLevel,omitempty" example:"GroundAdvantage"`
	TrackingNumber string     `json:"trackingNumber"`
	Cost           Money      `json:"cost"`
	LabelledAt     time.Time  `json:"labelledAt"`
	DispatchedAt   *time.Time `json:"dispatchedAt,omitempty"`
	Warehouse      string     `json:"warehouse,omitempty" doc:"The warehouse's confirmation"`
	PackedItems    []string   `json:"packedItems,omitempty"`
	CarrierStatus  string     `json:"carrierStatus,omitempty" doc:"The carrier's own last word, kept even where we do not know it"`
	CarrierAt      *time.Time `json:"carrierStatusAt,omitempty"`
}

// CreatorShipment is one attempt, as the creator who waits for it sees it: what it cost and who packed it are the sender's.
type CreatorShipment struct {
	AttemptNumber  int                  `json:"attemptNumber" doc:"1 for the first attempt"`
	Carrier        string               `json:"carrier" example:"USPS"`
	ServiceLevel   string               `json:"serviceLevel,omitempty" example:"GroundAdvantage"`
	TrackingNumber string               `json:"trackingNumber"`
	DispatchedAt   *time.Time           `json:"dispatchedAt,omitempty"`
	PackedItems    []string             `json:"packedItems,omitempty"`
	CarrierStatus  string               `json:"carrierStatus,omitempty" doc:"The carrier's own last word"`
	CarrierAt      *time.Time           `json:"carrierStatusAt,omitempty"`
	Failed         sample.ExceptionKind `json:"failed,omitempty" doc:"Why the sample is sent again"`
}

// SampleContent is one post that a creator made for a sample, for the agency and the creator (feature I3). Its number is its
// place among the posts, from 1.
type SampleContent struct {
	Kind        sample.ContentKind `json:"kind,omitempty" doc:"Absent while the platform has said only that there is content"`
	URL         string             `json:"url,omitempty"`
	PublishedAt time.Time          `json:"publishedAt"`
	LoggedBy    actor.Kind         `json:"loggedBy,omitempty" doc:"Who told of it first, the platform: absent where the creator did"`
	Late        bool               `json:"late,omitempty" doc:"It came after the sample was closed as missed"`
	Metrics     *ContentMetrics    `json:"metrics,omitempty" doc:"What came of it, by the platform's last word"`
}

// ContentMetrics are what came of content, as the platform counts it (feature I5).
type ContentMetrics struct {
	Views       int64     `json:"views"`
	Engagements int64     `json:"engagements" doc:"Likes, comments and shares"`
	Orders      int64     `json:"orders"`
	Commission  Money     `json:"commission" doc:"Paid to the creator"`
	At          time.Time `json:"asOf"`
}

// SampleException is what keeps a sample from going on, for the agency and the creator (features H5, H6).
type SampleException struct {
	Kind        sample.ExceptionKind `json:"kind"`
	At          time.Time            `json:"at" doc:"When we learnt of it"`
	CarrierTime time.Time            `json:"carrierTime,omitzero" doc:"The carrier's own time"`
	Photos      []string             `json:"photos,omitempty"`
	SKU         string               `json:"sku,omitempty" doc:"What was found"`
}

// SampleObstacle is an exception of a sample's past, or the one that it has, for the agency and the creator (features H5, H6).
type SampleObstacle struct {
	SampleException
	AttemptNumber int        `json:"attemptNumber,omitempty" doc:"Of the shipment that it happened to"`
	EndedAt       *time.Time `json:"endedAt,omitempty" doc:"Absent while it keeps the sample from going on"`
	EndedBy       event.Type `json:"endedBy,omitempty" values:"SampleEventType" doc:"What happened then: sent again, closed, delivered after all"`
}

// SellerObstacle is an exception of a sample, as its seller sees it: what happened to the parcel, and what was found in it.
type SellerObstacle struct {
	Kind          sample.ExceptionKind `json:"kind"`
	At            time.Time            `json:"at" doc:"When we learnt of it"`
	CarrierTime   time.Time            `json:"carrierTime,omitzero" doc:"The carrier's own time"`
	Photos        []string             `json:"photos,omitempty"`
	SKU           string               `json:"sku,omitempty" doc:"What was found"`
	AttemptNumber int                  `json:"attemptNumber,omitempty" doc:"Of the shipment that it happened to"`
}

// SampleObstacleOf is an exception as agency and creator see it.
func SampleObstacleOf(o sample.Obstacle) SampleObstacle {
	return SampleObstacle{SampleException: SampleException(o.Exception), AttemptNumber: o.AttemptNumber, EndedAt: o.EndedAt, EndedBy: o.EndedBy}
}

// SellerObstacleOf is an exception as the seller sees it.
func SellerObstacleOf(o sample.Obstacle) SellerObstacle {
	return SellerObstacle{Kind: o.Kind, At: o.At, CarrierTime: o.CarrierTime, Photos: o.Photos, SKU: o.SKU, AttemptNumber: o.AttemptNumber}
}

// AgencyAttemptOf is an attempt as the agency sees it.
func AgencyAttemptOf(s sample.Shipment) AgencyShipment { return *shipmentForAgency(&s) }

// SellerAttemptOf is an attempt as the seller sees it.
func SellerAttemptOf(s sample.Shipment) SellerShipment { return *shipmentForSeller(&s) }

// CreatorAttemptOf is an attempt as the creator sees it.
func CreatorAttemptOf(s sample.Shipment) CreatorShipment { return *shipmentForCreator(&s) }

// SampleSurroundings are the names of what a sample is about, and how pages show the product, as they are now.
type SampleSurroundings struct {
	CampaignName string `json:"campaignName"`
	AgencyName   string `json:"agencyName"`
	SellerName   string `json:"sellerName"`
	ImageURL     string `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price        *Money `json:"price,omitempty" doc:"What buyers pay"`
	Category     string `json:"category,omitempty"`
}

// SampleSurroundingsOf are those of a sample of a campaign's product.
func SampleSurroundingsOf(c campaign.Campaign, r registration.Registration) SampleSurroundings {
	return SampleSurroundings{
		CampaignName: c.Name, AgencyName: c.AgencyName, SellerName: r.SellerName, ImageURL: r.ImageURL, Price: (*Money)(r.Price), Category: r.Category,
	}
}

// SampleExtension is a creator's request for more time, and what became of it (feature I2).
type SampleExtension struct {
	Days        int                    `json:"days"`
	Reason      sample.ExtensionReason `json:"reason"`
	RequestedAt time.Time              `json:"requestedAt"`
	Decision    sample.Decision        `json:"decision,omitempty" doc:"Absent while the agency has not answered"`
	Refusal     string                 `json:"refusal,omitempty" doc:"Why it was refused"`
	AnsweredAt  *time.Time             `json:"answeredAt,omitempty" doc:"When the agency answered"`
}

// SampleOutcome is an agency's judgement of the content (feature I6).
type SampleOutcome struct {
	Generated          bool      `json:"generated" doc:"There is content"`
	Usable             bool      `json:"usable" doc:"It can be used in the campaign"`
	ContributedToSales bool      `json:"contributedToSales"`
	At                 time.Time `json:"at"`
}

// SampleRecovery is how often the workflow of a sample was started anew since something last happened to the sample.
type SampleRecovery struct {
	Restarts int       `json:"restarts"`
	NextAt   time.Time `json:"nextAt" doc:"It is left alone until then"`
	Stuck    bool      `json:"stuck,omitempty" doc:"It is not started anew until something happens to the sample, or an operator asks for it"`
}

// AgencySampleOf is a sample as its agency sees it.
func AgencySampleOf(s sample.Sample) AgencySample {
	return AgencySample{
		ID: s.ID, CampaignID: s.CampaignID(), RegistrationID: s.RegistrationID, AgencyID: s.AgencyID, SellerID: s.SellerID,
		CreatorID: s.CreatorID, CreatorHandle: s.CreatorHandle, ProductID: s.ProductID, ProductName: s.ProductName,
		Variant: s.Variant, AddressID: s.AddressID, RequestID: s.RequestID, PolicyVersion: s.Policy().Version, AgreedPolicyVersion: s.AgreedPolicy(), Repeats: s.Repeats, RepeatReason: s.RepeatReason, ReviewNote: s.ReviewNote, Status: s.Status,
		Reason: s.Reason, OrderedAt: s.OrderedAt, AuthorizedAt: s.AuthorizedAt, Shipment: shipmentForAgency(s.Shipment),
		DeliveredAt: s.DeliveredAt, ReceivedAt: s.ReceivedAt, Condition: s.Condition, ContentDueAt: s.ContentDueAt,
		Content: contentOf(s.Content), PlatformApplicationID: s.ApplicationID, Exception: (*SampleException)(s.Exception),
		Reships: s.Reships, ReshippedAt: s.ReshippedAt, Extension: (*SampleExtension)(s.Extension), Extensions: s.Extensions,
		Outcome: (*SampleOutcome)(s.Outcome), Excuse: s.Excuse, CountsAgainstCreator: s.CountsAgainstCreator(), LastReminder: s.LastReminder,
		NextReminderAt: s.NextReminderAt, Restarts: s.Restarts, Recovery: (*SampleRecovery)(s.Recovery), Version: s.Version,
	}
}

// SellerSampleOf is a sample as its seller sees it.
func SellerSampleOf(s sample.Sample) SellerSample {
	return SellerSample{
		ID: s.ID, CampaignID: s.CampaignID(), RegistrationID: s.RegistrationID, ProductID: s.ProductID,
		ProductName: s.ProductName, Variant: s.Variant, Status: s.ParcelStatus(), OrderedAt: s.QueuedAt(),
		Shipment: shipmentForSeller(s.Shipment), DeliveredAt: s.DeliveredAt,
	}
}

// CreatorSampleOf is a sample as its creator sees it.
func CreatorSampleOf(s sample.Sample) CreatorSample {
	return CreatorSample{
		ID: s.ID, CampaignID: s.CampaignID(), RegistrationID: s.RegistrationID, AgencyID: s.AgencyID, ProductID: s.ProductID,
		ProductName: s.ProductName, Variant: s.Variant, AddressID: s.AddressID, RequestID: s.RequestID,
		PolicyVersion: s.Policy().Version, AgreedPolicyVersion: s.AgreedPolicy(), Status: s.Status, Reason: s.Reason, OrderedAt: s.OrderedAt,
		Shipment: shipmentForCreator(s.Shipment), DeliveredAt: s.DeliveredAt, ReceivedAt: s.ReceivedAt,
		Condition: s.Condition, ContentDueAt: s.ContentDueAt, Content: contentOf(s.Content),
		Exception: (*SampleException)(s.Exception), Reships: s.Reships, ReshippedAt: s.ReshippedAt, Extension: (*SampleExtension)(s.Extension),
		Extensions: s.Extensions, Outcome: (*SampleOutcome)(s.Outcome), Excuse: s.Excuse,
		CountsAgainstCreator: s.CountsAgainstCreator(),
	}
}

func shipmentForAgency(s *sample.Shipment) *AgencyShipment {
	if s == nil {
		return nil
	}
	return &AgencyShipment{
		AttemptNumber: s.AttemptNumber, Carrier: s.Carrier, ServiceLevel: s.ServiceLevel, TrackingNumber: s.TrackingNumber, Cost: Money(s.Cost),
		LabelledAt: s.LabelledAt, DispatchedAt: s.DispatchedAt, Warehouse: s.Warehouse, PackedItems: s.PackedItems,
		CarrierStatus: s.CarrierStatus, CarrierAt: s.CarrierAt, Failed: s.Failed,
	}
}

func shipmentForSeller(s *sample.Shipment) *SellerShipment {
	if s == nil {
		return nil
	}
	return &SellerShipment{
		AttemptNumber: s.AttemptNumber, Carrier: s.Carrier, ServiceLevel: s.ServiceLevel, TrackingNumber: s.TrackingNumber, Cost: Money(s.Cost),
		LabelledAt: s.LabelledAt, DispatchedAt: s.DispatchedAt, Warehouse: s.Warehouse, PackedItems: s.PackedItems,
		CarrierStatus: s.CarrierStatus, CarrierAt: s.CarrierAt,
	}
}

func shipmentForCreator(s *sample.Shipment) *CreatorShipment {
	if s == nil {
		return nil
	}
	return &CreatorShipment{
		AttemptNumber: s.AttemptNumber, Carrier: s.Carrier, ServiceLevel: s.ServiceLevel, TrackingNumber: s.TrackingNumber,
		DispatchedAt: s.DispatchedAt, PackedItems: s.PackedItems, CarrierStatus: s.CarrierStatus, CarrierAt: s.CarrierAt,
		Failed: s.Failed,
	}
}

func contentOf(posts []sample.Content) []SampleContent {
	var out []SampleContent
	for _, p := range posts {
		out = append(out, SampleContent{
			Kind: p.Kind, URL: p.URL, PublishedAt: p.PublishedAt, LoggedBy: p.LoggedBy, Late: p.Late, Metrics: metricsOf(p.Metrics),
		})
	}
	return out
}

func metricsOf(m *sample.Metrics) *ContentMetrics {
	if m == nil {
		return nil
	}
	return &ContentMetrics{Views: m.Views, Engagements: m.Engagements, Orders: m.Orders, Commission: Money(m.Commission), At: m.At}
}

// AgencySampleDetail is one sample as its agency reads it by its id (features H4, O1).
type AgencySampleDetail struct {
	View actor.Kind `json:"view" enum:"agency"`
	AgencySample
	SampleSurroundings
	Attempts     []AgencyShipment   `json:"attempts,omitempty" doc:"Every shipment, the present one last"`
	Exceptions   []SampleObstacle   `json:"exceptions,omitempty" doc:"All that kept it from going on, oldest first"`
	ExecutionArn string             `json:"executionArn,omitempty" doc:"The Step Functions execution that follows it"`
	Logistics    []Logistics        `json:"logistics,omitempty" doc:"Every event of the carrier, in its order"`
	Authorized   *AuthorizedAddress `json:"authorizedAddress,omitempty" doc:"While the sample waits for a resolution: where the creator has samples of the agency sent now, if anywhere. It can be sent again to this address or to its own"`
}

// AuthorizedAddress is what an agency may know of the address that its creator authorizes (feature E6).
type AuthorizedAddress struct {
	AddressID string `json:"addressId"`
	City      string `json:"city"`
	Region    string `json:"region,omitempty"`
	Country   string `json:"country"`
}

// AuthorizedAddressOf is nil where the creator authorizes none.
func AuthorizedAddressOf(a authorization.Authorization) *AuthorizedAddress {
	if a.Destination == nil {
		return nil
	}
	return &AuthorizedAddress{AddressID: a.AddressID, City: a.Destination.City, Region: a.Destination.Region, Country: a.Destination.Country}
}

// SellerSampleDetail is one sample as its seller reads it by its id (feature H4).
type SellerSampleDetail struct {
	View actor.Kind `json:"view" enum:"seller"`
	SellerSample
	SampleSurroundings
	Attempts   []SellerShipment `json:"attempts,omitempty" doc:"Every shipment, the present one last"`
	Exceptions []SellerObstacle `json:"exceptions,omitempty" doc:"All that happened to the parcels, oldest first"`
	Logistics  []Logistics      `json:"logistics,omitempty" doc:"Every event of the carrier, in its order"`
}

// CreatorSampleDetail is one sample as its creator reads it by its id (feature H4).
type CreatorSampleDetail struct {
	View actor.Kind `json:"view" enum:"creator"`
	CreatorSample
	SampleSurroundings
	Attempts   []CreatorShipment `json:"attempts,omitempty" doc:"Every shipment, the present one last"`
	Exceptions []SampleObstacle  `json:"exceptions,omitempty" doc:"All that kept it from going on, oldest first"`
	Logistics  []Logistics       `json:"logistics,omitempty" doc:"Every event of the carrier, in its order"`
}

// Logistics is one event of a carrier (feature H4).
type Logistics struct {
	At            time.Time `json:"at" doc:"The carrier's own time"`
	Carrier       string    `json:"carrier"`
	Status        string    `json:"status" doc:"The carrier's own word"`
	Message       string    `json:"message,omitempty"`
	AttemptNumber int       `json:"attemptNumber,omitempty" doc:"Of the shipment; absent where no label was recorded"`
}

// LogisticsOf is an event of a carrier as the parties see it.
func LogisticsOf(l sample.Logged) Logistics {
	return Logistics{At: l.At, Carrier: l.Carrier, Status: l.Status, Message: l.Message, AttemptNumber: l.AttemptNumber}
}
