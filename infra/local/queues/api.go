package queues

import (
	"crypto/md5" //nolint:gosec // SQS's own check of what was transmitted
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
)

const (
	maxEntries = 10
	maxSize    = 1 << 20 // bytes of all messages of a request together
)

// ServeHTTP answers SendMessageBatch as the AWS SDK asks for it (AWS JSON 1.0).
func (q *Queues) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("X-Amz-Target") != "AmazonSQS.SendMessageBatch" {
		refuse(w, "InvalidAction", "the local stack serves SendMessageBatch only")
		return
	}
	var request struct {
		QueueURL string `json:"QueueUrl"`
		Entries  []struct {
			ID          string `json:"Id"`
			MessageBody string
		}
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, 4*maxSize)).Decode(&request); err != nil {
		refuse(w, "SerializationException", err.Error())
		return
	}
	if len(request.Entries) == 0 || len(request.Entries) > maxEntries {
		refuse(w, "com.amazonaws.sqs#TooManyEntriesInBatchRequest", "A batch has 1 to 10 entries.")
		return
	}
	size := 0
	for _, entry := range request.Entries {
		size += len(entry.MessageBody)
	}
	if size > maxSize {
		refuse(w, "com.amazonaws.sqs#BatchRequestTooLong", "The messages are longer than 1,048,576 bytes.")
		return
	}
	type sent struct {
		ID               string `json:"Id"`
		MessageID        string `json:"MessageId"`
		MD5OfMessageBody string
	}
	var answer struct {
		Successful []sent
		Failed     []struct{}
	}
	arn := q.byURL(request.QueueURL)
	for _, entry := range request.Entries {
		id, err := q.send(arn, []byte(entry.MessageBody), nil)
		if err != nil {
			refuse(w, "com.amazonaws.sqs#QueueDoesNotExist", err.Error())
			return
		}
		answer.Successful = append(answer.Successful, sent{entry.ID, id, digest([]byte(entry.MessageBody))})
	}
	reply(w, http.StatusOK, answer)
}

// byURL is the ARN of the queue at a URL, or else the URL itself, which is the ARN of none.
func (q *Queues) byURL(url string) string {
	q.mu.Lock()
	defer q.mu.Unlock()
	for arn, queue := range q.byARN {
		if queue.URL == url {
			return arn
		}
	}
	return url
}

func digest(body []byte) string {
	sum := md5.Sum(body) //nolint:gosec // SQS's own check of what was transmitted
	return hex.EncodeToString(sum[:])
}

func refuse(w http.ResponseWriter, code, message string) {
	reply(w, http.StatusBadRequest, map[string]string{"__type": code, "message": message})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.0")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
