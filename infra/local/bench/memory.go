package bench

import (
	"os"
	"strconv"
	"strings"
)

// residentOf is the memory that a process holds, in bytes, by the kernel's own count; 0 where there is no /proc.
func residentOf(pid int) int {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] == "VmRSS:" {
			kb, _ := strconv.Atoi(fields[1])
			return kb << 10
		}
	}
	return 0
}

// megabytes is a size in MB of 1,048,576 bytes, as Lambda counts.
func megabytes(bytes int) float64 { return float64(bytes) / (1 << 20) }
