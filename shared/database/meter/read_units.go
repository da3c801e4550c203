package meter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
)

const readUnit = 4 << 10

// readCost is what a read costs that gave this answer.
func (p *Proxy) readCost(ctx context.Context, c *call, answer []byte) (units, error) {
	var cost float64
	var err error
	switch c.operation {
	case "GetItem":
		cost, err = p.getCost(ctx, c, answer)
	case "BatchGetItem":
		cost, err = p.batchGetCost(ctx, c, answer)
	case "TransactGetItems":
		cost, err = p.transactGetCost(ctx, c)
	default:
		cost, err = p.queryCost(ctx, c, answer)
	}
	if err != nil {
		return units{}, fmt.Errorf("the cost of a %s: %w", c.operation, err)
	}
	return units{read: cost}, nil
}

// projection is the two ways to ask for a part of an item, which cost as much as the whole.
type projection struct {
	ProjectionExpression string
	AttributesToGet      []string
}

func (p projection) partial() bool { return p.ProjectionExpression != "" || len(p.AttributesToGet) > 0 }

// share is what a unit is charged at.
func share(consistent bool) float64 {
	if consistent {
		return 1
	}
	return 0.5
}

func (p *Proxy) getCost(ctx context.Context, c *call, answer []byte) (float64, error) {
	var request struct {
		target
		projection
		ConsistentRead bool
	}
	var response struct{ Item item }
	if err := errors.Join(json.Unmarshal(c.body, &request), json.Unmarshal(answer, &response)); err != nil {
		return 0, err
	}
	if request.partial() {
		whole, err := p.upstream.items(ctx, []place{{request.TableName, request.Key}})
		if err != nil {
			return 0, err
		}
		response.Item = whole[0]
	}
	return share(request.ConsistentRead) * blocks(response.Item.size(), readUnit), nil
}

func (p *Proxy) batchGetCost(ctx context.Context, c *call, answer []byte) (float64, error) {
	type keys struct {
		Keys           []item
		ConsistentRead bool
	}
	var request struct{ RequestItems map[string]keys }
	var response struct{ UnprocessedKeys map[string]keys }
	if err := errors.Join(json.Unmarshal(c.body, &request), json.Unmarshal(answer, &response)); err != nil {
		return 0, err
	}
	cost := 0.0
	for table, wanted := range request.RequestItems {
		left := map[string]bool{}
		for _, key := range response.UnprocessedKeys[table].Keys {
			left[place{table, key}.id()] = true
		}
		var places []place
		for _, key := range wanted.Keys {
			if one := (place{table, key}); !left[one.id()] {
				places = append(places, one)
			}
		}
		items, err := p.upstream.items(ctx, places)
		if err != nil {
			return 0, err
		}
		for _, i := range items {
			cost += share(wanted.ConsistentRead) * blocks(i.size(), readUnit)
		}
	}
	return cost, nil
}

func (p *Proxy) transactGetCost(ctx context.Context, c *call) (float64, error) {
	var request struct {
		TransactItems []struct{ Get target }
	}
	if err := json.Unmarshal(c.body, &request); err != nil {
		return 0, err
	}
	var places []place
	for _, get := range request.TransactItems {
		places = append(places, place{get.Get.TableName, get.Get.Key})
	}
	items, err := p.upstream.items(ctx, places)
	if err != nil {
		return 0, err
	}
	cost := 0.0
	for _, i := range items {
		cost += 2 * blocks(i.size(), readUnit)
	}
	return cost, nil
}

// queryCost is the cost of a Query or Scan: all that was looked at, rounded up as a whole.
func (p *Proxy) queryCost(ctx context.Context, c *call, answer []byte) (float64, error) {
	var request struct {
		projection
		FilterExpression string
		Select           string
		ConsistentRead   bool
	}
	var response page
	if err := errors.Join(json.Unmarshal(c.body, &request), json.Unmarshal(answer, &response)); err != nil {
		return 0, err
	}
	if response.ScannedCount > 0 && (request.partial() || request.FilterExpression != "" || request.Select == "COUNT") {
		whole, err := p.wholePage(ctx, c, response.ScannedCount)
		if err != nil {
			return 0, err
		}
		response = whole
	}
	size := 0
	for _, i := range response.Items {
		size += i.size()
	}
	return share(request.ConsistentRead) * blocks(size, readUnit), nil
}

type page struct {
	Items        []item
	ScannedCount int
}

var placeholder = regexp.MustCompile(`[#:]\w+`)

// wholePage repeats a query without what hides parts of the items it looked at.
func (p *Proxy) wholePage(ctx context.Context, c *call, count int) (page, error) {
	var request map[string]any
	if err := json.Unmarshal(c.body, &request); err != nil {
		return page{}, err
	}
	for _, hides := range []string{"FilterExpression", "ProjectionExpression", "AttributesToGet", "QueryFilter", "ScanFilter", "Select", "ReturnConsumedCapacity"} {
		delete(request, hides)
	}
	request["Limit"] = count
	condition, _ := request["KeyConditionExpression"].(string)
	used := map[string]bool{}
	for _, name := range placeholder.FindAllString(condition, -1) {
		used[name] = true
	}
	for _, kind := range []string{"ExpressionAttributeNames", "ExpressionAttributeValues"} {
		given, _ := request[kind].(map[string]any)
		for name := range given {
			if !used[name] { // DynamoDB refuses what no expression uses
				delete(given, name)
			}
		}
		if len(given) == 0 {
			delete(request, kind)
		}
	}
	var whole page
	err := p.upstream.call(ctx, c.operation, request, &whole)
	return whole, err
}
