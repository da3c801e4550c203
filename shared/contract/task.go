package contract

import (
	"net/http"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/task"
)

// ListTasksRequest asks for what an agency has to do, in all of its campaigns (feature N3).
type ListTasksRequest struct {
	Kind       task.Kind `query:"kind,omitempty" json:"-" doc:"Only tasks of this kind"`
	Assignee   string    `query:"assignee,omitempty" json:"-" minLength:"1" maxLength:"60" doc:"Only tasks that are assigned to this name"`
	CampaignID string    `query:"campaignId,omitempty" json:"-" format:"cmp" doc:"Only tasks of this campaign: 250 of each kind are looked at for a page, which may be short, or empty with a cursor. So are those of a kind with an assignee"`
	Counts     bool      `query:"counts,omitempty" json:"-" doc:"Count all of the agency's tasks by kind, too, whatever the filters say"`
	Paging
}

// Task is one thing that an agency has to do. It is done by itself as soon as the matter is: another call resolves, answers or moves
// what it is about.
type Task struct {
	ID             string               `json:"id" example:"resolve_exception-smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Kind           task.Kind            `json:"kind"`
	DueAt          time.Time            `json:"dueAt" doc:"It may be in the past"`
	Since          time.Time            `json:"since" doc:"Since when it is to be done; of chase_shipment, when the sample became ready to ship"`
	CampaignID     string               `json:"campaignId"`
	RegistrationID string               `json:"registrationId"`
	ProductName    string               `json:"productName"`
	SampleID       string               `json:"sampleId,omitempty" doc:"Of a task about a sample"`
	SellerID       string               `json:"sellerId"`
	CreatorID      string               `json:"creatorId,omitempty" doc:"Of a task about a sample"`
	CreatorHandle  string               `json:"creatorHandle,omitempty"`
	Exception      sample.ExceptionKind `json:"exceptionKind,omitempty" doc:"What keeps the sample from going on; get-sample has the details and the photos"`
	Assignee       string               `json:"assignee,omitempty"`
	AssignedAt     *time.Time           `json:"assignedAt,omitempty"`
}

// TaskOf is a task as its agency sees it.
func TaskOf(t task.Task) Task {
	out := Task{
		ID: t.ID(), Kind: t.Kind, DueAt: t.DueAt, Since: t.Since, CampaignID: t.CampaignID, RegistrationID: t.RegistrationID, ProductName: t.ProductName,
		SellerID: t.SellerID, CreatorID: t.CreatorID, CreatorHandle: t.CreatorHandle, Exception: t.Exception, Assignee: t.Assignee, AssignedAt: t.AssignedAt,
	}
	if t.Subject != t.RegistrationID {
		out.SampleID = t.Subject
	}
	return out
}

// ListedTask is a task with the name of its campaign.
type ListedTask struct {
	Task
	CampaignName string `json:"campaignName"`
}

// Tasks is one page of what an agency has to do, by when it is due.
type Tasks struct {
	Page[ListedTask]
	Counts *TaskCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// TaskCounts says how many tasks of each kind an agency has: up to 1,000, which stands for as many or more. They follow a change within
// seconds.
type TaskCounts struct {
	ResolveException   int `json:"resolveException"`
	ResolveProblem     int `json:"resolveProblem"`
	ReviewExtension    int `json:"reviewExtension"`
	FollowUp           int `json:"followUp"`
	ChaseShipment      int `json:"chaseShipment"`
	MendWorkflow       int `json:"mendWorkflow"`
	ReviewRegistration int `json:"reviewRegistration"`
	ReviewClosure      int `json:"reviewClosure"`
	All                int `json:"all" doc:"Their sum"`
}

// TaskCountsOf shows counts by kind.
func TaskCountsOf(n map[task.Kind]int) TaskCounts {
	out := TaskCounts{
		ResolveException: n[task.ResolveException], ResolveProblem: n[task.ResolveProblem], ReviewExtension: n[task.ReviewExtension],
		FollowUp: n[task.FollowUp], ChaseShipment: n[task.ChaseShipment], MendWorkflow: n[task.MendWorkflow],
		ReviewRegistration: n[task.ReviewRegistration], ReviewClosure: n[task.ReviewClosure],
	}
	for _, count := range n {
		out.All += count
	}
	return out
}

// AssignTaskRequest gives a task to a member of the agency (feature N3).
type AssignTaskRequest struct {
	TaskID   string  `path:"taskId" json:"-" maxLength:"90" pattern:"^[a-z_]{4,30}-(smp|reg)_[0-9A-HJKMNP-TV-Z_]{26,53}$" example:"resolve_exception-smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Assignee *string `json:"assignee" maxLength:"60" doc:"Who does it, by a name that the agency uses; empty: nobody. Absent: the name in the caller's token"`
}

// The actions of tasks.
var (
	ListTasks = define[ListTasksRequest, Tasks](Action{
		Name: "list-tasks", Area: Campaigns, Features: "N3 H5 I1 I2 G7 C2 C6 O2", Actors: agency,
		Summary: "Lists what the agency has to do in all of its campaigns, by when it is due.",
		Method:  http.MethodGet, Path: "/v1/tasks",
		Table: []Operation{Get, QueryGSI1, QueryGSI2},
	})
	AssignTask = define[AssignTaskRequest, Task](Action{
		Name: "assign-task", Area: Campaigns, Features: "N3", Actors: agency,
		Summary: "Assigns a task to a member of the agency, or to nobody. It stays assigned until it is done.",
		Method:  http.MethodPut, Path: "/v1/tasks/{taskId}/assignee",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{task.ErrNotFound},
	})
)
