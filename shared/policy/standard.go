package policy

// StandardOf is the document of version 1 of an agency: Default, with the text that goes with its settings.
func StandardOf(agencyID string) Document {
	return Document{AgencyID: agencyID, Version: Default.Version, Settings: Default.Settings, Text: standardText}
}

// standardText is seed 003's table in the words of the settings of Default.
var standardText = Text{
	Sections: Sections{
		ProgramPurpose: "We give samples so that you can try a product and, if you like it, make content about it. " +
			"One sample is no promise of further work together, by you or by us.",
		Eligibility:       "We send samples to creators whose content, audience and posting record fit the product and the campaign.",
		ApplicationMethod: "Add a product of the campaign to your showcase. We ask you for authorization and order samples for you.",
		ApprovalProcess:   "A person looks at every order. It depends on what is in stock, on the time that is left in the campaign, and on whether brand and creator go together.",
		ShippingRequirements: "For the parcel we need your full name, an address and a phone number, and which size, flavor or shade you would like. " +
			"Your address is shown to the seller who ships, and to nobody else.",
		SampleLimits:        "You can be sent up to 20 samples in a campaign's period, 10 of them open at a time, and each product once.",
		ContentExpectations: "After delivery we expect at least one TikTok video or LIVE mention that shows the product and carries its affiliate link.",
		PostingTimeline:     "Content is due within 14 days of the confirmed delivery. You can ask for more time before the sample is closed: up to 7 days, twice.",
		BrandGuidelines:     "Follow the brief: its tags, its disclosure, what must be mentioned, and what must not be claimed.",
		Communication:       "Confirm the parcel when it is there, say at once if something is broken, and ask for more time before the content is due.",
		UsageRights:         "The brand may repost your content with credit. Editing it, or using it in paid media, needs your consent.",
		NonPosting:          "Where nothing is posted and nothing is heard from you, the sample is closed as missed, and we send you no other until we have spoken.",
		DamagedOrMissing: "Report a parcel that is missing, broken or holds the wrong product: with photos where it is broken, with the SKU where it is wrong. " +
			"None of them counts against you.",
		ReturnAndResale:   "You need not return samples, and you must not resell them.",
		DataRecordkeeping: "We keep a record of what was sent, when it arrived, what was said and what came of it, to decide on further samples.",
	},
	Brief: Brief{Disclosure: "Say clearly that the product was given to you, by TikTok's content disclosure setting or by #ad."},
}
