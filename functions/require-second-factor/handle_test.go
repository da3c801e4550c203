package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"samplepath/shared/api/apitest"
	"samplepath/shared/cloud"
)

// ask hands a sample event to the function, with a Cognito that answers so.
func ask(t *testing.T, name string, status int, answer string) (tokens, error) {
	t.Helper()
	cognito := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(answer))
	}))
	t.Cleanup(cognito.Close)
	t.Setenv("AWS_REGION", "us-east-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	t.Setenv("AWS_ENDPOINT_URL", cognito.URL)
	content, err := os.ReadFile(filepath.Join(apitest.Folder(t), "require-second-factor", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var e tokens
	if err := json.Unmarshal(content, &e); err != nil {
		t.Fatal(err)
	}
	return handle(t.Context(), cognitoidentityprovider.NewFromConfig(cloud.Config()), e)
}

// Feature O5: the first accounts are safe ones.
func TestOperatorsNeedASecondFactor(t *testing.T) {
	for name, test := range map[string]struct {
		event, answer string
		taken         []string
	}{
		"without":           {"operator", `{"Username":"u"}`, []string{"custom:actor", "custom:actor_id"}},
		"by message only":   {"operator", `{"Username":"u","UserMFASettingList":["SMS_MFA"]}`, []string{"custom:actor", "custom:actor_id"}},
		"with an app":       {"operator", `{"Username":"u","UserMFASettingList":["SOFTWARE_TOKEN_MFA"]}`, nil},
		"a creator without": {"creator", `{"Username":"u"}`, nil},
	} {
		e, err := ask(t, test.event, http.StatusOK, test.answer)
		if got := e.Response.ClaimsOverrideDetails.ClaimsToSuppress; err != nil || !slices.Equal(got, test.taken) {
			t.Errorf("%s: %v is taken out, want %v; %v", name, got, test.taken, err)
		}
	}
}

func TestWhoCannotBeLookedUpGetsNoToken(t *testing.T) {
	if _, err := ask(t, "operator", http.StatusBadRequest, `{"__type":"UserNotFoundException"}`); err == nil {
		t.Error("the token is given")
	}
}
