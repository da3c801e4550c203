package secrets

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"samplepath/infra/local/template"
)

// generate makes a secret as Secrets Manager would, from seed and name.
func generate(rules template.GeneratedSecret, seed, name string) (string, error) {
	random := rand.New(rand.NewChaCha8(sha256.Sum256([]byte(seed + "\x00" + name)))) //nolint:gosec // has to be the same every time
	password, err := password(rules, random)
	if err != nil || rules.Key == "" {
		return password, err
	}
	object := map[string]any{}
	if err := json.Unmarshal([]byte(rules.Template), &object); err != nil {
		return "", fmt.Errorf("the template is not a JSON object: %w", err)
	}
	object[rules.Key] = password
	value, err := json.Marshal(object)
	return string(value), err
}

func password(rules template.GeneratedSecret, random *rand.Rand) (string, error) {
	var kinds []string
	add := func(characters string, excluded bool) {
		characters = strings.Map(func(c rune) rune {
			if strings.ContainsRune(rules.ExcludeCharacters, c) {
				return -1
			}
			return c
		}, characters)
		if !excluded && characters != "" {
			kinds = append(kinds, characters)
		}
	}
	add("abcdefghijklmnopqrstuvwxyz", rules.ExcludeLowercase)
	add("ABCDEFGHIJKLMNOPQRSTUVWXYZ", rules.ExcludeUppercase)
	add("0123456789", rules.ExcludeNumbers)
	add("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rules.ExcludePunctuation)
	add(" ", !rules.IncludeSpace)
	every := strings.Join(kinds, "")
	if every == "" {
		return "", errors.New("no characters are left to make it of")
	}
	var made []byte
	if rules.RequireEach == nil || *rules.RequireEach {
		for _, kind := range kinds {
			made = append(made, kind[random.IntN(len(kind))])
		}
	}
	if len(made) > rules.Length {
		return "", fmt.Errorf("%d characters cannot hold one of each kind", rules.Length)
	}
	for len(made) < rules.Length {
		made = append(made, every[random.IntN(len(every))])
	}
	random.Shuffle(len(made), func(i, j int) { made[i], made[j] = made[j], made[i] })
	return string(made), nil
}
