package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/contract"
)

// application is what is built so far; each file of this package adds its concern to it.
type application struct {
	Options
	app       awscdk.App
	data      data
	api       api
	areas     map[contract.Area]awscdk.Stack
	functions map[string]awslambda.Function // by action
}

// Add puts all stacks of the application into app. The options must have passed Check.
func Add(app awscdk.App, options Options) {
	a := &application{
		Options:   options,
		app:       app,
		areas:     map[contract.Area]awscdk.Stack{},
		functions: map[string]awslambda.Function{},
	}
	a.addData()
	a.addAPI()
	for _, action := range contract.Actions() {
		a.addFunction(a.area(action.Area), action)
	}
	a.addStage(a.area(contract.Open))
	a.addStateMachines(a.area(contract.Lifecycle))
}

// area returns the stack of an area, made when its first function comes.
func (a *application) area(area contract.Area) awscdk.Stack {
	if a.areas[area] == nil {
		a.areas[area] = a.newStack(string(area), "Samplepath: functions of the area "+string(area))
	}
	return a.areas[area]
}

func (a *application) newStack(concern, description string) awscdk.Stack {
	s := awscdk.NewStack(a.app, jsii.String("Samplepath"+concern), &awscdk.StackProps{
		StackName:   jsii.String(a.stack(concern)),
		Description: jsii.String(description),
		Tags:        &map[string]*string{"application": jsii.String("samplepath")},
	})
	return s
}

func output(s awscdk.Stack, name, description string, value *string) {
	awscdk.NewCfnOutput(s, jsii.String(name), &awscdk.CfnOutputProps{Value: value, Description: jsii.String(description)})
}
