// Package events holds the sample inputs of every function, by action and case. Tests call handlers with them,
// `make invoke-<action>` runs the first one, and the OpenAPI document takes its examples from them.
package events

import "embed"

// Files are <action>/<case>.json.
//
//go:embed */*.json
var Files embed.FS
