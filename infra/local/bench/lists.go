package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/template"
	"samplepath/shared/database/dynamo"
	"samplepath/shared/database/dynamo/fill"
	"samplepath/shared/id"
	"samplepath/shared/table"
	"samplepath/shared/table/inbox"
)

// How many samples, and notices, the lists are read at.
const (
	few  = 1_000
	many = 20_000
)

// list is a list that must not cost more the longer it is.
type list struct {
	action, path string
	reader       *demo.Party
}

// measureLists reads two pages of each list at few items and at many.
func (b *bench) measureLists(ctx context.Context) (*section, error) {
	c := b.campaign
	lists := []list{
		{"track-samples", "/v1/campaigns/" + c.Campaign.ID + "/samples?limit=100", c.Agency},
		{"list-fulfilment", "/v1/fulfilment?limit=100", c.Seller},
		{"list-notifications", "/v1/notifications?limit=100", c.Agency},
	}
	p, err := b.patterns(ctx)
	if err != nil {
		return nil, err
	}
	var costs [2]map[string]float64
	seeded := 0
	for i, size := range []int{few, many} {
		if err := p.seed(ctx, size-seeded); err != nil {
			return nil, err
		}
		seeded, costs[i] = size, map[string]float64{}
		for _, l := range lists {
			if costs[i][l.action], err = b.twoPages(ctx, l); err != nil {
				return nil, err
			}
		}
	}
	s := newSection(fmt.Sprintf("Two pages of 100 of a list, at %d and at %d items", few, many))
	for _, l := range lists {
		f, m := costs[0][l.action], costs[1][l.action]
		s.check(l.action, fmt.Sprintf("%s and %s read units", number(f), number(m)), "the same", f == m)
	}
	s.note("%d stands for 1,000,000: a page is a query by key for as many entries as it shows, whatever the partition holds.", many)
	return s, nil
}

// twoPages is what the first page of a list and the one after it cost.
func (b *bench) twoPages(ctx context.Context, l list) (float64, error) {
	cost, cursor := 0.0, ""
	for range 2 {
		answer, err := l.reader.Do(ctx, http.MethodGet, l.path+cursor, "", nil)
		if err != nil {
			return 0, err
		}
		var page struct {
			Items      []json.RawMessage `json:"items"`
			NextCursor string            `json:"nextCursor"`
		}
		if err := json.Unmarshal(answer.Body, &page); err != nil {
			return 0, err
		}
		if answer.Status != http.StatusOK || len(page.Items) != 100 || page.NextCursor == "" {
			return 0, fmt.Errorf("%s: HTTP %d, %d items: %.200s", l.action, answer.Status, len(page.Items), answer.Body)
		}
		cost += b.observer.last(l.action).readUnits
		cursor = "&cursor=" + page.NextCursor
	}
	return cost, nil
}

// pattern is an item as the application stored it, of which copies are made: with new values in place of old ones,
// wherever they stand.
type pattern struct {
	item fill.Item
	old  string           // an id that every copy has another of
	next func(int) string // the id of the n-th
}

// patterns are what the lists are filled with.
type patterns struct {
	client *dynamodb.Client
	table  string
	list   []pattern
	made   int
}

// patterns are the sample that waits in the queue and the agency's first notice.
func (b *bench) patterns(ctx context.Context) (*patterns, error) {
	c := b.campaign
	p := &patterns{table: b.stack.App.Tables[0].Name, client: dynamodb.New(dynamodb.Options{
		Region: template.Region, BaseEndpoint: &b.stack.Database.Endpoint,
		Credentials: dynamo.Local,
	})}
	stored, err := p.first(ctx, "SAMPLE#"+b.life.waitingID, "SAMPLE")
	if err != nil {
		return nil, err
	}
	delete(stored, "GSI4PK") // the copies have no workflow that the reconciler could find well
	told, err := p.first(ctx, inbox.Partition(c.Agency.ActorID), "")
	if err != nil {
		return nil, err
	}
	_, eventID, _ := strings.Cut(text(told[table.SK]), "#")
	p.list = []pattern{
		{stored, b.life.waitingID, func(int) string { return id.New(ctx, id.Sample) }},
		{told, eventID, func(n int) string { return fmt.Sprintf("%s.%06d", id.New(ctx, id.Sample), n) }},
	}
	return p, nil
}

// first reads the first item of a partition, by the beginning of its sort key.
func (p *patterns) first(ctx context.Context, partition, sort string) (fill.Item, error) {
	input := &dynamodb.QueryInput{
		TableName: &p.table, Limit: aws.Int32(1), KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: fill.Item{":pk": &types.AttributeValueMemberS{Value: partition}},
	}
	if sort != "" {
		input.KeyConditionExpression = aws.String("PK = :pk AND SK = :sk")
		input.ExpressionAttributeValues[":sk"] = &types.AttributeValueMemberS{Value: sort}
	}
	answer, err := p.client.Query(ctx, input)
	if err != nil {
		return nil, err
	}
	if len(answer.Items) == 0 {
		return nil, fmt.Errorf("nothing is stored in %s", partition)
	}
	return answer.Items[0], nil
}

// seed writes n more copies of each pattern past the counting proxy.
func (p *patterns) seed(ctx context.Context, n int) error {
	var items []fill.Item
	for range n {
		p.made++
		for _, pattern := range p.list {
			items = append(items, fill.Copy(pattern.item, pattern.old, pattern.next(p.made)))
		}
	}
	return fill.Table(ctx, p.client, p.table, items)
}

func text(value types.AttributeValue) string {
	if s, ok := value.(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}
