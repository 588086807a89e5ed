//go:build !windows

package main

import "syscall"

const noSpace = syscall.ENOSPC
