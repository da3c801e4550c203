package template

// Secret is a Secrets Manager secret, which is empty until somebody stores a value.
type Secret struct{ Name, ARN string }

func (l *loader) readSecret(r *resource) error {
	var p struct{}
	if err := r.decode(&p, "Description", "KmsKeyId", "Name"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	l.app.Secrets = append(l.app.Secrets, Secret{name, arn})
	return err
}
