package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/id"
)

// cloud answers like CloudFormation and Cognito, one answer for each operation, and keeps what it was asked.
type cloud struct {
	answers map[string]string // by operation: a body, or "!code message"
	asked   map[string]map[string]any
}

func (a *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_, operation, json1 := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if !json1 {
		_, _ = io.WriteString(w, `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>x</StackName><StackStatus>CREATE_COMPLETE</StackStatus>
			<CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>
			<member><OutputKey>UserPoolId</OutputKey><OutputValue>pool-of-`+stackName(body)+`</OutputValue></member>
			<member><OutputKey>ClientId</OutputKey><OutputValue>client</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`)
		return
	}
	var request map[string]any
	_ = json.Unmarshal(body, &request)
	a.asked[operation] = request
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	answer := a.answers[operation]
	if code, refused := strings.CutPrefix(answer, "!"); refused {
		w.Header().Set("X-Amzn-ErrorType", code)
		w.WriteHeader(http.StatusBadRequest)
		answer = `{"message":"so it is"}`
	}
	_, _ = io.WriteString(w, answer)
}

func stackName(form []byte) string {
	for field := range strings.SplitSeq(string(form), "&") {
		if name, ok := strings.CutPrefix(field, "StackName="); ok {
			return name
		}
	}
	return ""
}

func call(t *testing.T, command string, answers map[string]string, env map[string]string) (*cloud, string, error) {
	t.Helper()
	aws := &cloud{answers, map[string]map[string]any{}}
	server := httptest.NewServer(aws)
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
		"AWS_CONFIG_FILE": "none", "AWS_SHARED_CREDENTIALS_FILE": "none",
	} {
		t.Setenv(name, value)
	}
	var out strings.Builder
	err := run(t.Context(), []string{command}, func(name string) string { return env[name] }, &out)
	return aws, out.String(), err
}

var made = map[string]string{"AdminCreateUser": "{}", "AdminSetUserPassword": "{}", "AdminDeleteUser": "{}"}

// Every account has what package api reads of a caller's token, each kind its own.
func TestCreate(t *testing.T) {
	for kind, test := range map[actor.Kind]struct{ env, want map[string]string }{
		actor.Agency:   {map[string]string{"NAME": "Glow", "MARKET": "US"}, map[string]string{"name": "Glow", "custom:market": "US"}},
		actor.Seller:   {map[string]string{"NAME": "Shop", "SHOP": "USLC1", "MARKET": "US"}, map[string]string{"name": "Shop", "custom:shop_code": "USLC1", "custom:market": "US"}},
		actor.Creator:  {map[string]string{"HANDLE": "ana", "FOLLOWERS": "12"}, map[string]string{"preferred_username": "ana", "custom:followers": "12"}},
		actor.Operator: {nil, nil},
	} {
		env := map[string]string{"KIND": string(kind), "EMAIL": "a@example.com", "STAGE": "dev"}
		for name, value := range test.env {
			env[name] = value
		}
		cloud, out, err := call(t, "create", made, env)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		user := cloud.asked["AdminCreateUser"]
		got := map[string]string{}
		for _, attribute := range user["UserAttributes"].([]any) {
			a := attribute.(map[string]any)
			got[a["Name"].(string)] = a["Value"].(string)
		}
		if whose := got["custom:actor_id"]; !id.Is(whose, actor.IDs[kind]) {
			t.Errorf("%s: the id is %q", kind, whose)
		}
		delete(got, "custom:actor_id")
		want := map[string]string{"email": "a@example.com", "email_verified": "true", "custom:actor": string(kind)}
		for name, value := range test.want {
			want[name] = value
		}
		for name := range got {
			if got[name] != want[name] {
				t.Errorf("%s: %s is %q, want %q", kind, name, got[name], want[name])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: the attributes are %v, want %v", kind, got, want)
		}
		if user["UserPoolId"] != "pool-of-SamplepathApi-dev" || user["MessageAction"] != "SUPPRESS" {
			t.Errorf("%s: made in %v, message %v", kind, user["UserPoolId"], user["MessageAction"])
		}
		password := cloud.asked["AdminSetUserPassword"]
		if password["Permanent"] != true || !strings.Contains(out, password["Password"].(string)) {
			t.Errorf("%s: the password that was made is not shown: %s", kind, out)
		}
	}
}

func TestAPasswordThatIsGivenIsNotShown(t *testing.T) {
	cloud, out, err := call(t, "create", made, map[string]string{"KIND": "operator", "EMAIL": "a@example.com", "PASSWORD": "hidden-1"})
	if err != nil || strings.Contains(out, "hidden-1") || cloud.asked["AdminSetUserPassword"]["Password"] != "hidden-1" {
		t.Errorf("%v: %s", err, out)
	}
}

// Another account of the same agency: it has the same id.
func TestAnAccountOfWhoIsThereAlready(t *testing.T) {
	const whose = "agn_01Q3XXS8MRKP7ES1X6MXWR9V84"
	_, out, err := call(t, "create", made, map[string]string{"KIND": "agency", "NAME": "Glow", "EMAIL": "b@example.com", "ID": whose})
	if err != nil || !strings.Contains(out, whose) {
		t.Errorf("%v: %s", err, out)
	}
}

func TestCreateRefuses(t *testing.T) {
	for name, test := range map[string]struct {
		env  map[string]string
		want string
	}{
		"no kind":        {map[string]string{"EMAIL": "a@example.com"}, `KIND is ""`},
		"no address":     {map[string]string{"KIND": "operator", "EMAIL": "a"}, `EMAIL is "a"`},
		"no name":        {map[string]string{"KIND": "agency", "EMAIL": "a@example.com"}, "NAME is missing"},
		"no shop":        {map[string]string{"KIND": "seller", "NAME": "S", "EMAIL": "a@example.com"}, "SHOP is missing"},
		"no handle":      {map[string]string{"KIND": "creator", "EMAIL": "a@example.com"}, "HANDLE is missing"},
		"followers":      {map[string]string{"KIND": "creator", "HANDLE": "a", "FOLLOWERS": "many", "EMAIL": "a@example.com"}, `FOLLOWERS is "many"`},
		"another's form": {map[string]string{"KIND": "agency", "NAME": "G", "EMAIL": "a@example.com", "ID": "sel_01Q3XXS8MRKP7ES1X6MXWR9V84"}, "want agn_"},
	} {
		cloud, _, err := call(t, "create", made, test.env)
		if err == nil || !strings.Contains(err.Error(), test.want) || len(cloud.asked) > 0 {
			t.Errorf("%s: %v, want %q in it, and nothing asked of Cognito: %v", name, err, test.want, cloud.asked)
		}
	}
}

// A password that the pool refuses leaves no account behind, which would take the address.
func TestAnAccountWithoutAPasswordGoesAgain(t *testing.T) {
	cloud, _, err := call(t, "create", map[string]string{"AdminCreateUser": "{}", "AdminSetUserPassword": "!InvalidPasswordException", "AdminDeleteUser": "{}"},
		map[string]string{"KIND": "operator", "EMAIL": "a@example.com", "PASSWORD": "short"})
	if err == nil || cloud.asked["AdminDeleteUser"]["Username"] != "a@example.com" {
		t.Errorf("%v, deleted: %v", err, cloud.asked["AdminDeleteUser"])
	}
}

func TestToken(t *testing.T) {
	const signedIn = `{"AuthenticationResult":{"IdToken":"the.token"}}`
	env := map[string]string{"EMAIL": "a@example.com", "PASSWORD": "p", "CODE": "123456"}
	for name, answers := range map[string]map[string]string{
		"by password":          {"AdminInitiateAuth": signedIn},
		"with a second factor": {"AdminInitiateAuth": `{"ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"s"}`, "AdminRespondToAuthChallenge": signedIn},
	} {
		if _, out, err := call(t, "token", answers, env); err != nil || out != "the.token\n" {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
	if _, _, err := call(t, "token", map[string]string{"AdminInitiateAuth": "!InvalidParameterException"}, env); !errors.Is(err, errStageKeeps) {
		t.Errorf("a stage that keeps its data: %v", err)
	}
	if _, out, err := call(t, "token", map[string]string{"AdminInitiateAuth": `{"ChallengeName":"NEW_PASSWORD_REQUIRED"}`}, env); err == nil || out != "" {
		t.Errorf("a challenge that is not known: %q, %v", out, err)
	}
}

// An operator's token says who they are only once this is done.
func TestFactor(t *testing.T) {
	aws, out, err := call(t, "factor", map[string]string{
		"AdminInitiateAuth": `{"AuthenticationResult":{"IdToken":"i","AccessToken":"a"}}`, "AssociateSoftwareToken": `{"SecretCode":"KEY"}`,
		"VerifySoftwareToken": `{"Status":"SUCCESS"}`, "SetUserMFAPreference": "{}",
	}, map[string]string{"EMAIL": "o@example.com", "PASSWORD": "p", "CODE": "123456"})
	if err != nil || !strings.Contains(out, "KEY") {
		t.Fatalf("%s: %v", out, err)
	}
	if got := aws.asked["VerifySoftwareToken"]; got["UserCode"] != "123456" || got["AccessToken"] != "a" {
		t.Errorf("the code is checked as %v", got)
	}
	if got, _ := aws.asked["SetUserMFAPreference"]["SoftwareTokenMfaSettings"].(map[string]any); got["Enabled"] != true || got["PreferredMfa"] != true {
		t.Errorf("the preference is %v", got)
	}
}
