package secrets

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
)

// maxRequest is above what Secrets Manager takes: values of 64 KB.
const maxRequest = 256 << 10

// fault is an error as Secrets Manager answers it.
type fault struct{ code, message string }

var notFound = &fault{"ResourceNotFoundException", "Secrets Manager can't find the specified secret."}

// ServeHTTP answers GetSecretValue and PutSecretValue as the AWS SDK asks for them (AWS JSON 1.1).
func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	source, err := io.ReadAll(io.LimitReader(r.Body, maxRequest))
	if err != nil {
		return // the caller is gone
	}
	var answer any
	refused := &fault{"UnknownOperationException", "the local stack serves GetSecretValue and PutSecretValue only"}
	switch r.Header.Get("X-Amz-Target") {
	case "secretsmanager.GetSecretValue":
		answer, refused = call(source, s.getSecretValue)
	case "secretsmanager.PutSecretValue":
		answer, refused = call(source, s.putSecretValue)
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	if refused != nil {
		w.Header().Set("X-Amzn-ErrorType", refused.code)
		w.WriteHeader(http.StatusBadRequest)
		answer = map[string]string{"__type": refused.code, "message": refused.message}
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func call[Request, Answer any](source []byte, operation func(Request) (*Answer, *fault)) (any, *fault) {
	var request Request
	if err := json.Unmarshal(source, &request); err != nil {
		return nil, &fault{"SerializationException", err.Error()}
	}
	return operation(request)
}

type getRequest struct{ SecretId, VersionId, VersionStage string }

type getAnswer struct {
	ARN, Name, VersionId, SecretString string
	VersionStages                      []string
	CreatedDate                        float64 // seconds of the epoch
}

func (s *Store) getSecretValue(request getRequest) (*getAnswer, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.secrets[request.SecretId]
	if !ok {
		return nil, notFound
	}
	stage := request.VersionStage
	if stage == "" && request.VersionId == "" {
		stage = "AWSCURRENT"
	}
	for i, v := range entry.versions {
		stages := entry.stages(i)
		if (request.VersionId == "" || request.VersionId == v.id) && (stage == "" || slices.Contains(stages, stage)) {
			return &getAnswer{entry.arn, entry.name, v.id, v.value, stages, float64(v.created.UnixMilli()) / 1000}, nil
		}
	}
	return nil, notFound
}

type putRequest struct {
	SecretId, ClientRequestToken string
	SecretString                 *string
	VersionStages                []string
}

type putAnswer struct {
	ARN, Name, VersionId string
	VersionStages        []string
}

// putSecretValue makes a version current. Its id is the request's token: the same again changes nothing.
func (s *Store) putSecretValue(request putRequest) (*putAnswer, *fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.secrets[request.SecretId]
	switch {
	case !ok:
		return nil, notFound
	case request.SecretString == nil:
		return nil, &fault{"InvalidParameterException", "The local stack needs a SecretString."}
	case len(request.VersionStages) > 0 && !slices.Equal(request.VersionStages, []string{"AWSCURRENT"}):
		return nil, &fault{"InvalidParameterException", "The local stack puts versions at AWSCURRENT only."}
	case request.ClientRequestToken == "":
		request.ClientRequestToken = newVersionID(entry.name, len(entry.versions))
	}
	for i, v := range entry.versions {
		if v.id != request.ClientRequestToken {
			continue
		}
		if v.value != *request.SecretString {
			return nil, &fault{"ResourceExistsException", "A version with this token and another value already exists."}
		}
		return &putAnswer{entry.arn, entry.name, v.id, entry.stages(i)}, nil
	}
	entry.versions = append(entry.versions, version{request.ClientRequestToken, *request.SecretString, s.clock.Now()})
	return &putAnswer{entry.arn, entry.name, request.ClientRequestToken, []string{"AWSCURRENT"}}, nil
}
