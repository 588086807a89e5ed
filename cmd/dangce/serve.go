package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"runtime"

	"dangce/config/diag"
	"dangce/generator/flow/wasmcache"
	"dangce/serve"

	"github.com/spf13/cobra"
)

const serveHelp = `在浏览器里用：新建、检查、看页样、生成、汇总登记表、改设置，都在一个网页上。
网页只在这台电脑上，别人打不开；不联网。文件还是原来的文件，命令照样能用。
按 Ctrl-C 或关掉这个窗口就停。

用法：
  dangce serve [county.toml] [参数]

参数：
      --no-open           只打印地址，不打开浏览器
      --port 端口         用这个端口；默认随便找一个空的
      --example           看内置的示例县

例：
  dangce serve 我的县/county.toml
`

func (a *app) serveCommand() *cobra.Command {
	var port int
	var quiet bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "在浏览器里用：网页只在这台电脑上",
		Long:  serveHelp,
		Args:  atMost(1, "配置文件"),
		RunE: func(c *cobra.Command, args []string) error {
			if port < 0 || port > 65535 {
				return &usageError{fmt.Sprintf("--port 的值 %d 不对", port), "写 1024 到 65535 之间的数，或不写"}
			}
			return a.serve(c.Context(), args, port, !quiet)
		},
	}
	a.countyFlags(c)
	c.Flags().IntVar(&port, "port", 0, "端口")
	c.Flags().BoolVar(&quiet, "no-open", false, "不打开浏览器")
	return c
}

// page is a page that is about to be shown.
type page struct {
	*serve.Server
	at net.Listener
}

// newPage takes a port for the page of a county.
func (a *app) newPage(county string, port int) (*page, error) {
	s, err := serve.New(serve.Options{Folder: ".", County: county, Example: a.example, Version: version, Program: program(), Now: a.now, Lasting: a.lasting,
		Cache: wasmcache.Folder("pdfium", "/wazero", "/go-pdfium")})
	if err != nil {
		return nil, err
	}
	l, err := serve.Listen(port)
	if err != nil {
		return nil, &hintError{fmt.Errorf("端口 %d 用不了：%s", port, diag.Cause(err)), "换一个端口，或不写 --port"}
	}
	s.Attach(l)
	return &page{s, l}, nil
}

// serve shows the page until the command is interrupted, which is how it is
// meant to end.
func (a *app) serve(ctx context.Context, args []string, port int, open bool) error {
	county := ""
	if len(args) > 0 {
		dir, name, err := locate(args)
		if err != nil {
			return err
		}
		county = filepath.Join(dir, name)
		if f := notCounty(county); f != nil {
			return a.stopped([]diag.Finding{*f})
		}
	}
	p, err := a.newPage(county, port)
	if err != nil {
		return err
	}
	v := struct {
		reply
		Address string `json:"address"`
	}{replyOf(nil), p.Address()}
	if err := a.answer(v, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "网页在这里，只有这台电脑能打开：\n\n  %s\n\n用完按 Ctrl-C，或关掉这个窗口。\n", p.Address())
		return err
	}); err != nil {
		return err
	}
	if open {
		a.browse(ctx, p.Address())
	}
	return p.Serve(ctx, p.at)
}

// pageBeside opens the page while the menu waits for numbers, and returns what
// closes it. Without a page there still is the menu.
func (a *app) pageBeside(ctx context.Context) (closePage func()) {
	p, err := a.newPage("", 0)
	if err != nil {
		a.say("网页没有打开：%s", wording(err))
		return func() {}
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx, p.at) }()
	fmt.Fprintf(a.stdout, "网页已在浏览器里打开，事情都可以在那里做。没有打开的，把这个地址拷到浏览器：\n\n  %s\n\n关掉这个窗口，网页就停了。也可以不用网页，在这里输入数字：\n", p.Address())
	a.browse(ctx, p.Address())
	return func() {
		stop()
		if err := <-ended; err != nil {
			a.say("关网页：%s", wording(err))
		}
	}
}

// opener is the system's program that opens an address.
func opener(system, address string) []string {
	switch system {
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}
	case "darwin":
		return []string{"open", address}
	}
	return []string{"xdg-open", address}
}

// browse opens an address in the user's browser, or says that it could not.
func (a *app) browse(ctx context.Context, address string) {
	open := a.open
	if open == nil {
		open = func(address string) error {
			args := opener(runtime.GOOS, address)
			c := exec.CommandContext(context.WithoutCancel(ctx), args[0], args[1:]...)
			if err := c.Start(); err != nil {
				return err
			}
			go c.Wait() // so that nothing of it is left behind
			return nil
		}
	}
	if err := open(address); err != nil {
		a.say("浏览器没有打开，请把上面的地址拷到浏览器里")
	}
}
