package policy

// StandardOf is the document of version 1 of an agency: Default, with the text that goes with its settings.
func StandardOf(agencyID string) Document {
	return Document{AgencyID: agencyID, Version: Default.Version, Settings: Default.Settings, Text: standardText}
}

// standardText is seed 003's table in the words of the settings of Default.
var standardText = Text{
	Sections: Sections{
		ProgramPurpose: "Samples are provided for potential content creation, affiliate promotion, product feedback or campaign support. " +
			"Receiving a sample does not create an ongoing partnership.",
		Eligibility:       "We send samples to creators whose content, audience and posting record fit the product and the campaign.",
		ApplicationMethod: "Add a product of the campaign to your showcase. We ask you for authorization and order samples for you.",
		ApprovalProcess:   "We review every sample. It is subject to inventory, campaign timing and brand fit.",
		ShippingRequirements: "We need your full name, delivery address and phone number, and any variant such as size, flavor or shade. " +
			"Your address is shown to the seller who ships, and to nobody else.",
		SampleLimits:        "You can be sent up to 20 samples in a campaign's period, 10 of them open at a time, and each product once.",
		ContentExpectations: "After delivery we expect at least one TikTok video or LIVE mention that shows the product and carries its affiliate link.",
		PostingTimeline:     "Content is due within 14 days of the confirmed delivery. You can ask for more time before the sample is closed: up to 7 days, twice.",
		BrandGuidelines:     "Follow the brief: its tags, its disclosure, what must be mentioned, and what must not be claimed.",
		Communication:       "Confirm the receipt, report damage promptly, and tell us of delays before the content is due.",
		UsageRights:         "The brand may repost your content with credit. Editing it, or using it in paid media, needs your consent.",
		NonPosting:          "If you receive a sample and neither post nor communicate, the sample is closed as missed and you receive no further samples from us until we have spoken.",
		DamagedOrMissing: "Report transit damage, incorrect items and delivery problems in the app. For damage we need photos, for an incorrect item its SKU. " +
			"None of them counts against you.",
		ReturnAndResale:   "You need not return samples, and you must not resell them.",
		DataRecordkeeping: "Shipment, delivery, communication and the outcome of the collaboration are recorded for operational review.",
	},
	Brief: Brief{Disclosure: "Say clearly that the product was given to you, by TikTok's content disclosure setting or by #ad."},
}
