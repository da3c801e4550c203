// Package actor names who acts: the parties of a campaign, the operator, the platform, and the application itself.
package actor

import "samplepath/shared/id"

// Kind is a kind of actor: the token's claim custom:actor.
type Kind string

// The kinds.
const (
	Agency   Kind = "agency"
	Seller   Kind = "seller"
	Creator  Kind = "creator"
	Operator Kind = "operator"
	// Platform is TikTok Shop or a carrier: it signs its requests instead of holding a token.
	Platform Kind = "platform"
	// Public is anybody: without a token, for what holds nothing of any party.
	Public Kind = "public"
	// System is this application itself: jobs, workflow tasks and consumers of events.
	System Kind = "system"
)

// IDs says how the ids of those who hold tokens begin.
var IDs = map[Kind]id.Kind{Agency: id.Agency, Seller: id.Seller, Creator: id.Creator, Operator: id.Operator}

// Kinds are all of them.
var Kinds = []Kind{Agency, Seller, Creator, Operator, Platform, Public, System}
