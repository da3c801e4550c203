package template

// Secret is a Secrets Manager secret: its value is given, or generated when the stack starts.
type Secret struct {
	Name, ARN string
	Value     string // if Generate is nil; "" for none yet
	Generate  *GeneratedSecret
}

// GeneratedSecret says what a generated secret looks like: a password, or Template (a JSON object) with the password
// added under Key.
type GeneratedSecret struct {
	Template           string `json:"SecretStringTemplate"`
	Key                string `json:"GenerateStringKey"`
	Length             int    `json:"PasswordLength"` // 32 unless given
	ExcludeCharacters  string
	ExcludeLowercase   bool
	ExcludeUppercase   bool
	ExcludeNumbers     bool
	ExcludePunctuation bool
	IncludeSpace       bool
	RequireEach        *bool `json:"RequireEachIncludedType"` // true unless given
}

func (l *loader) readSecret(r *resource) error {
	var p struct {
		SecretString         *string
		GenerateSecretString *GeneratedSecret
	}
	if err := r.decode(&p, "Description", "KmsKeyId", "Name", "Tags"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	s := Secret{Name: name, ARN: arn, Generate: p.GenerateSecretString}
	switch {
	case p.SecretString != nil:
		s.Value = *p.SecretString
	case s.Generate == nil: // it is empty until somebody stores a value
	case s.Generate.Length == 0:
		s.Generate.Length = 32
	}
	l.app.Secrets = append(l.app.Secrets, s)
	return err
}
