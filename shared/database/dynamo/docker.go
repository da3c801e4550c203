package dynamo

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

const image = "amazon/dynamodb-local:" + version

// engine returns the docker client if an engine answers it.
func engine(ctx context.Context) (string, error) {
	docker, err := exec.LookPath("docker")
	if err != nil {
		return "", missing("Docker", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if out, err := exec.CommandContext(ctx, docker, "version", "--format", "{{.Server.Version}}").CombinedOutput(); err != nil {
		return "", fmt.Errorf("no Docker engine answers: %w: %s", err, firstLines(string(out), 2))
	}
	return docker, nil
}

func pullImage(ctx context.Context) error {
	docker, err := engine(ctx)
	if err != nil {
		return err
	}
	if out, err := exec.CommandContext(ctx, docker, "pull", "--quiet", image).CombinedOutput(); err != nil {
		return fmt.Errorf("docker pull %s: %w: %s", image, err, firstLines(string(out), 4))
	}
	return nil
}

// startContainer runs the image with its port on loopback only. Close removes the container; one whose parent is killed
// stays, because it is the engine's child and not ours.
func startContainer(ctx context.Context) (*Server, error) {
	docker, err := engine(ctx)
	if err != nil {
		return nil, err
	}
	if err := pullImage(ctx); err != nil {
		return nil, err
	}
	var name string
	server, err := run(ctx, func(port string) *exec.Cmd {
		name = "samplepath-dynamodb-" + port
		return exec.Command(docker, "run", "--rm", "--name", name, "--publish", "127.0.0.1:"+port+":8000", image,
			"-jar", "DynamoDBLocal.jar", "-inMemory", "-disableTelemetry")
	})
	remove := func() { _ = exec.Command(docker, "rm", "--force", name).Run() }
	if err != nil {
		remove()
		return nil, err
	}
	stopClient := server.stop
	server.stop = func() {
		remove()
		stopClient()
	}
	return server, nil
}
