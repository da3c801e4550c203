package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"samplepath/events"
	"samplepath/infra/local/bus"
	"samplepath/infra/local/clock"
	"samplepath/infra/local/gateway"
	"samplepath/infra/local/iam"
	"samplepath/infra/local/identity"
	"samplepath/infra/local/lambda"
	"samplepath/infra/local/queues"
	"samplepath/infra/local/schedule"
	"samplepath/infra/local/secrets"
	"samplepath/infra/local/states"
	"samplepath/infra/local/streams"
	"samplepath/infra/local/template"
	"samplepath/shared/database/dynamo"
	"samplepath/shared/database/meter"
)

// Options of a Stack; only App is required.
type Options struct {
	App          string                                         // folder of the synthesized application
	Start        time.Time                                      // where the virtual clock begins; now by default
	Address      string                                         // of the API, such as 127.0.0.1:3000; a free port by default
	CloudAddress string                                         // of the AWS APIs and the pages; a free port by default
	Log          *slog.Logger                                   // of the stack itself; discarded by default
	Output       io.Writer                                      // gets every line that a function prints; may be nil
	Units        bool                                           // count read and write units, which costs extra reads
	OnItem       func(meter.Item)                               // is told of every item that is written, where Units are counted; may be nil
	OnAnswer     func(routeKey string, status int, body []byte) // is told of every answer of a function through the API; may be nil
	TableSuffix  string                                         // keeps stacks apart that share one DynamoDB Local: a dash, letters and digits
}

// Stack is the application at work. Its parts are there for tests and the command.
type Stack struct {
	App       *template.App
	Clock     *clock.Clock
	Database  *dynamo.Server
	Meter     *meter.Proxy
	Lambda    *lambda.Service
	States    *states.Service
	Bus       *bus.Bus
	Schedules *schedule.Scheduler
	Streams   *streams.Service
	Queues    *queues.Queues
	Secrets   *secrets.Store
	Pool      *identity.Pool
	Guard     *iam.Guard // enforces the functions' roles
	Gateway   *gateway.Gateway

	URL         string // of the API
	CloudURL    string // of the AWS APIs and the pages
	DatabaseURL string // of DynamoDB, counted

	log       *slog.Logger
	accessKey dynamo.AccessKey  // of the database
	tables    map[string]string // names in the template to names in the database
	closers   []func()
}

// Start brings the application up. On an error everything that was started is stopped again.
func Start(ctx context.Context, options Options) (_ *Stack, err error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Start.IsZero() {
		options.Start = clock.Real()
	}
	s := &Stack{
		Clock: clock.New(options.Start), log: options.Log, tables: map[string]string{},
		accessKey: dynamo.Local + dynamo.AccessKey(strings.Trim(options.TableSuffix, "-")),
	}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.App, err = template.Load(options.App); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context, Options) error{
		s.startGuard, s.startQueues, s.startDatabase, s.startCloud, s.startFunctions, s.startStreams, s.startSchedules, s.startGateway,
	} {
		if err := step(ctx, options); err != nil {
			return nil, err
		}
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	s.closers = append(s.closers, stop)
	go s.Clock.Run(running)
	return s, nil
}

// Close stops everything, the functions' processes and the database included.
func (s *Stack) Close() {
	for i := len(s.closers) - 1; i >= 0; i-- {
		s.closers[i]()
	}
	s.closers = nil
}

func (s *Stack) startQueues(context.Context, Options) error {
	s.Queues = queues.New(s.Clock, s.log)
	var failed error
	for _, queue := range s.App.Queues {
		failed = errors.Join(failed, s.Queues.Add(queues.Definition(queue)))
	}
	return failed
}

// startFunctions needs the addresses of what functions call.
func (s *Stack) startFunctions(_ context.Context, options Options) error {
	s.Lambda = lambda.New(s.Clock, s.log, lambda.Options{Output: options.Output, Queues: s.Queues})
	s.closers = append(s.closers, func() { _ = s.Lambda.Close() })
	for _, f := range s.App.Functions {
		if err := s.Lambda.Add(s.definition(f)); err != nil {
			return err
		}
	}
	s.States = states.New(s.Clock, s.Lambda, s.log)
	s.closers = append(s.closers, s.States.Close)
	for _, m := range s.App.StateMachines {
		if err := s.States.AddMachine(states.Machine{ARN: m.ARN, Name: m.Name, Definition: m.Definition}); err != nil {
			return err
		}
	}
	courier := bus.NewCourier(s.Clock, s.Lambda, s.Queues, s.log)
	var err error
	if s.Bus, err = bus.New(s.App.Buses, s.App.Rules, s.Clock, courier, s.log); err != nil {
		return err
	}
	s.Secrets = secrets.New(s.App.Secrets, s.Clock)
	return s.seedSecrets()
}

// seedSecrets puts what the sample events are signed with into the application's secrets.
func (s *Stack) seedSecrets() error {
	for _, secret := range s.App.Secrets {
		seeds, ok := events.Secrets[secret.Name]
		if !ok {
			continue
		}
		encoded, err := json.Marshal(seeds)
		if err != nil {
			return fmt.Errorf("secret %s: %w", secret.Name, err)
		}
		if err := s.Secrets.Set(secret.Name, string(encoded)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stack) startSchedules(context.Context, Options) error {
	courier := bus.NewCourier(s.Clock, s.Lambda, s.Queues, s.log)
	var err error
	s.Schedules, err = schedule.New(s.App.Schedules, s.Clock, courier, s.log)
	return err
}

func (s *Stack) startGateway(ctx context.Context, options Options) error {
	if len(s.App.APIs) != 1 || len(s.App.UserPools) != 1 || len(s.App.UserPools[0].Clients) != 1 {
		return fmt.Errorf("%s describes %d APIs and %d user pools; the local stack runs one of each, with one client",
			options.App, len(s.App.APIs), len(s.App.UserPools))
	}
	pool := s.App.UserPools[0]
	var err error
	if s.Pool, err = identity.New(pool.Issuer, pool.Clients[0].ID, s.Clock); err != nil {
		return err
	}
	config := gateway.ConfigOf(s.App.APIs[0], s.Pool)
	config.OnAnswer = options.OnAnswer
	if s.Gateway, err = gateway.New(config, s.Clock, s.Lambda, s.log); err != nil {
		return err
	}
	s.URL, err = s.listen(ctx, options.Address, "the API", s.Gateway)
	return err
}
