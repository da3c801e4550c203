package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
)

// fields are the body of a request.
type fields map[string]any

// videoURL is the right address of the first sample's video, which its creator has given wrong.
const videoURL = "https://www.tiktok.com/@glow.with.ana/video/7300000000000000009"

// otherCalls makes the commands that the story of one sample leaves out, in an order in which each is allowed. What is
// refused is not measured, and the table says why.
func (b *bench) otherCalls(ctx context.Context) error {
	c, p := b.campaign, &player{bench: b, ids: map[string]string{}}
	first := c.Products[0].ID
	p.ids["campaignId"], p.ids["sampleId"], p.ids["registrationId"] = c.Campaign.ID, b.life.sampleID, first
	p.ids["version"] = "current" // of the terms
	p.ids["creatorId"], p.ids["agencyId"], p.ids["sellerId"] = c.Creator.ActorID, c.Agency.ActorID, c.Seller.ActorID
	p.ids["partyId"] = c.Creator.ActorID

	p.call(ctx, c.Agency, "update-campaign", fields{"name": "Summer glow, second wave"})
	p.policy(ctx)
	p.call(ctx, c.Agency, "classify-outcome", fields{"generated": true, "usable": true, "contributedToSales": false})
	p.ids["number"] = "1"
	p.call(ctx, c.Creator, "correct-content", fields{"url": videoURL})
	if err := p.figures(ctx); err != nil {
		return err
	}
	p.ids["notificationId"] = textAt(p.call(ctx, c.Creator, "list-notifications", nil), "items", "id")
	p.call(ctx, c.Creator, "read-notification", fields{"older": true})
	p.call(ctx, c.Creator, "set-address", fields{"scope": "all", "address": demo.HomeAddress})
	p.call(ctx, c.Seller, "set-sample-allocation", fields{"sampleQuantity": 20})
	p.call(ctx, c.Agency, "request-more-samples", fields{"quantity": 10})

	// A second sample gets more time for its content, and then a problem.
	p.order(ctx, c.Products[1].ID)
	if err := c.Ship(ctx, p.ids["sampleId"], tracking+"2"); err != nil {
		return err
	}
	// It is delivered on the word of the platform.
	p.call(ctx, c.Agency, "link-sample", fields{"platformApplicationId": "7301948573620194857", "creatorOpenId": "ZxQbAAAAADk3Vq1uR0pWm7yTzLc2HsNf"})
	topic, data := demo.StatusOf(c.Products[1].ProductID, "7301948573620194857", "CONTENT_PENDING")
	if _, err := c.TellPlatform(ctx, "7327112393057371910", topic, data); err != nil {
		return err
	}
	p.call(ctx, c.Creator, "request-extension", fields{"days": 3, "reason": "travel"})
	p.call(ctx, c.Agency, "review-extension", fields{"decision": "approve"})
	p.call(ctx, c.Creator, "report-problem", fields{"kind": "missing"})
	if err := c.Stack.Clock.Advance(ctx, time.Second); err != nil { // of two addresses, the later one holds
		return err
	}
	moved := demo.HomeAddress
	moved.Line2 = "Apt 8"
	p.call(ctx, c.Creator, "set-address", fields{"scope": "agency", "agencyId": c.Agency.ActorID, "address": moved})
	p.call(ctx, c.Agency, "resolve-exception", fields{"action": "reship", "addressId": textAt(p.call(ctx, c.Agency, "get-sample", nil), "authorizedAddress", "addressId")})
	p.call(ctx, c.Seller, "record-labels", fields{"labels": []fields{{
		"sampleId": p.ids["sampleId"], "carrier": "USPS", "trackingNumber": tracking + "3", "cost": fields{"amount": 489, "currency": "USD"},
	}}})
	p.call(ctx, c.Seller, "dispatch-samples", fields{"dispatches": []fields{{
		"sampleId": p.ids["sampleId"], "warehouseConfirmation": "dock 4", "packedItems": []string{"Night Cream"},
	}}})
	p.call(ctx, c.Creator, "report-problem", fields{"kind": "missing"})
	if err := c.Stack.Clock.Settle(ctx); err != nil { // the task follows the event
		return err
	}
	p.ids["taskId"] = "resolve_problem-" + p.ids["sampleId"]
	p.call(ctx, c.Agency, "assign-task", fields{"assignee": "Maya"})
	p.call(ctx, c.Agency, "resolve-exception", fields{"action": "close", "outcome": "lost", "excused": true})

	// A third product is rejected, registered again, ordered, cancelled, ordered with an upload, and closed.
	registered := p.call(ctx, c.Seller, "register-products", fields{"products": []fields{{
		"productId": "1729384756003", "productName": "Sun Stick", "totalCommissionRate": 2000, "sampleQuantity": 5, "stock": 50,
		"unitCost": fields{"amount": 900, "currency": "USD"}, "email": "samples@dewdaughters.example",
	}}})
	p.ids["registrationId"] = textAt(registered, "rows", "result", "id")
	p.call(ctx, c.Agency, "review-registration", fields{"decision": "reject", "reason": "The rate is low."})
	p.call(ctx, c.Seller, "resubmit-registration", fields{"totalCommissionRate": 3000})
	p.call(ctx, c.Agency, "review-registration", fields{"decision": "approve"})
	p.order(ctx, p.ids["registrationId"])
	p.call(ctx, c.Seller, "get-packing-slip", nil)
	p.find(ctx, c.Seller, "get-packing-slips", url.Values{"sampleId": {p.ids["sampleId"]}})
	p.call(ctx, c.Agency, "cancel-sample", nil)
	again := p.call(ctx, c.Agency, "order-samples", fields{"orders": []fields{{
		"campaignId": c.Campaign.ID, "registrationId": p.ids["registrationId"], "creatorId": c.Creator.ActorID,
	}}})
	p.ids["sampleId"] = textAt(again, "rows", "result", "id")
	b.life.waitingID = p.ids["sampleId"]
	if err := p.broken(ctx); err != nil {
		return err
	}
	p.call(ctx, c.Seller, "request-closure", fields{"reason": "Sold out."})
	p.call(ctx, c.Agency, "review-closure", fields{"decision": "approve"})

	last := p.call(ctx, c.Seller, "register-products", fields{"products": []fields{{
		"productId": "1729384756004", "productName": "Lip Balm", "totalCommissionRate": 2000, "sampleQuantity": 5, "stock": 50,
		"unitCost": fields{"amount": 900, "currency": "USD"}, "email": "samples@dewdaughters.example",
	}}})
	balm := textAt(last, "rows", "result", "id")
	p.call(ctx, c.Agency, "review-registrations", fields{"reviews": []fields{{"registrationId": balm, "decision": "approve"}}})
	p.ids["registrationId"] = balm
	p.call(ctx, c.Seller, "request-closure", fields{})
	p.call(ctx, c.Agency, "review-closures", fields{"reviews": []fields{{"registrationId": balm, "decision": "reject", "reason": "Posts are planned."}}})
	p.call(ctx, c.Operator, "release-claim", fields{"campaignId": c.Campaign.ID, "productId": "1729384756004", "reason": "It is another shop's."})

	p.lists(ctx, first)

	p.call(ctx, c.Agency, "set-creator-restriction", fields{"restricted": true, "reason": "Answers late."})
	p.call(ctx, c.Creator, "end-authorization", fields{})
	p.call(ctx, c.Agency, "request-authorizations", fields{"campaignId": c.Campaign.ID, "creatorIds": []string{c.Creator.ActorID}})
	p.call(ctx, c.Creator, "decline-authorization", fields{})
	p.call(ctx, c.Creator, "remove-from-showcase", fields{"registrationIds": []string{first}})
	b.queries(ctx, p)
	return c.Stack.Clock.Settle(ctx)
}

// queries calls every action that only reads and has not been called yet, for the first of its actors.
func (b *bench) queries(ctx context.Context, p *player) {
	c := b.campaign
	p.ids["sampleId"], p.ids["registrationId"] = b.life.sampleID, c.Products[0].ID
	p.call(ctx, c.Agency, "track-samples", nil)
	p.find(ctx, c.Agency, "list-tasks", url.Values{"counts": {"true"}})
	p.find(ctx, c.Agency, "list-tasks", url.Values{"assignee": {"Maya"}})
	p.find(ctx, c.Agency, "get-registration", url.Values{"counts": {"true"}})
	p.find(ctx, c.Agency, "track-samples", url.Values{"creatorId": {c.Creator.ActorID}})
	p.find(ctx, c.Agency, "track-samples", url.Values{"orderedFrom": {c.Campaign.CreatedAt.Format(time.RFC3339)}})
	parties := map[string]*demo.Party{"public": c.Agency, "agency": c.Agency, "seller": c.Seller, "creator": c.Creator, "operator": c.Operator}
	for _, action := range contract.Actions() {
		if who := parties[string(action.Actors[0])]; action.Routed() && action.Reads() && who != nil && len(b.observer.calls[action.Name]) == 0 {
			p.call(ctx, who, action.Name, nil)
		}
	}
}

// broken stops the workflow of a sample. The reconciler starts it anew, and an operator asks it to try again.
func (p *player) broken(ctx context.Context) error {
	c := p.campaign
	arn := textAt(p.call(ctx, c.Agency, "get-sample", nil), "executionArn")
	if err := c.Stack.Clock.Settle(ctx); err != nil {
		return err
	}
	if _, err := c.Stack.States.Stop(states.StopInput{ARN: arn}); err != nil {
		return err
	}
	if err := c.Stack.Clock.Advance(ctx, 4*time.Hour); err != nil {
		return err
	}
	p.call(ctx, c.Operator, "retry-lifecycle", nil)
	return nil
}

// player calls actions by their names.
type player struct {
	*bench
	ids map[string]string // what the parameters of paths are
}

// figures links the first sample to an application of the platform, which then tells what came of its content.
func (p *player) figures(ctx context.Context) error {
	const application = "7301948573620194801"
	p.call(ctx, p.campaign.Agency, "link-sample", fields{"platformApplicationId": application, "creatorOpenId": "ZxQbAAAAADk3Vq1uR0pWm7yTzLc2HsNf"})
	_, err := p.campaign.TellPlatform(ctx, "7327112393057371901", 10056, fields{
		"application_id": application,
		"content": fields{
			"format": "VIDEO", "url": videoURL, "publish_time": p.campaign.Stack.Clock.Now().Unix(),
		},
		"metrics": fields{
			"view_count": 131500, "like_count": 8020, "comment_count": 611, "share_count": 305, "paid_order_count": 88,
			"commission": fields{"amount": 52140, "currency": "USD"},
		},
	})
	return err
}

// policy sets the policy of the campaign as it is, and the creator reads it.
func (p *player) policy(ctx context.Context) {
	query := url.Values{"campaignId": {p.campaign.Campaign.ID}}
	holds, _ := p.send(ctx, p.campaign.Agency, "get-sample-policy", "?"+query.Encode(), nil).(map[string]any)
	next := fields{"expectedVersion": holds["version"]}
	for _, name := range []string{"settings", "sections", "brief"} {
		next[name] = holds[name]
	}
	p.send(ctx, p.campaign.Agency, "set-sample-policy", "?"+query.Encode(), next)
	query.Set("agencyId", p.campaign.Agency.ActorID)
	p.send(ctx, p.campaign.Creator, "get-sample-policy", "?"+query.Encode(), nil)
}

// lists keeps a product list, from its creation to its end.
func (p *player) lists(ctx context.Context, registrationID string) {
	agency := p.campaign.Agency
	made := p.call(ctx, agency, "create-product-list", fields{"name": "Picks", "products": []fields{{"registrationId": registrationID}}})
	p.ids["productListId"] = textAt(made, "id")
	p.call(ctx, agency, "update-product-list", fields{"name": "Better picks"})
	p.call(ctx, agency, "get-product-list", nil)
	p.call(ctx, agency, "delete-product-list", fields{})
}

// order orders one more sample, which is what paths name from then on.
func (p *player) order(ctx context.Context, registrationID string) {
	ordered := p.call(ctx, p.campaign.Agency, "order-sample", fields{
		"campaignId": p.campaign.Campaign.ID, "registrationId": registrationID, "creatorId": p.campaign.Creator.ActorID,
	})
	p.ids["sampleId"] = textAt(ordered, "id")
}

// find is call for a list that is asked for something.
func (p *player) find(ctx context.Context, who *demo.Party, name string, query url.Values) {
	p.send(ctx, who, name, "?"+query.Encode(), nil)
}

// call makes one request. A refusal is noted for the action, and so is an action that does not exist.
func (p *player) call(ctx context.Context, who *demo.Party, name string, body fields) any {
	return p.send(ctx, who, name, "", body)
}

func (p *player) send(ctx context.Context, who *demo.Party, name, query string, body fields) any {
	action := contract.Find(name)
	if action == nil {
		p.refused[name] = "there is no such action"
		return nil
	}
	path := action.Path
	for parameter, value := range p.ids {
		path = strings.ReplaceAll(path, "{"+parameter+"}", value)
	}
	var sent any
	if body != nil {
		sent = body
	}
	answer, err := who.Do(ctx, action.Method, path+query, "", sent)
	if err != nil {
		p.refused[name] = err.Error()
		return nil
	}
	var decoded any
	_ = json.Unmarshal(answer.Body, &decoded) // a refusal or a sheet may hold anything
	if answer.Status >= http.StatusMultipleChoices {
		p.refused[name] = fmt.Sprintf("HTTP %d %s", answer.Status, textAt(decoded, "code"))
	}
	return decoded
}

// textAt follows member names into a JSON value, in lists always to the first element; empty where that leads nowhere.
func textAt(value any, names ...string) string {
	for {
		switch v := value.(type) {
		case []any:
			if len(v) == 0 {
				return ""
			}
			value = v[0]
		case map[string]any:
			if len(names) == 0 {
				return ""
			}
			value, names = v[names[0]], names[1:]
		case string:
			return v
		default:
			return ""
		}
	}
}
