package typeset

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// unbroken are words of this trade that a line had better not break, so that
// 党小组组长 is split into 党小组 and 组长. It may be done where nothing else fits.
var unbroken = sortedWords(`
支部 支委会 支委 委员会 委员 党委 党（工）委 党小组 小组 组长 小组长 书记 副书记 组织部 组织 宣传 纪检
党员 预备党员 正式党员 全体 大会 党员大会 会议 开会 主题 党日 党课 党费 党章 议题 议程 议案 材料 方案
通知 预告 讨论 表决 决议 决定 宣布 签到 签字 清点 人数 到会 应到 实到 缺席 原因 记录 记录人 主持 主持人 归档 资料
审签 审阅 审定 审核 审议 提议 商议 公开 公示 公布 结果 落实 分工 限期 时限 报告 汇报 情况 意见 问题 整改 台账 督促 督查
调阅 反馈 通报 问责 验收 销号 上级 传达 补课 学习 自评 互评 测评 评定 评议 民主 思想 批评 帮助 发言 充分 确定 研究 准备
拟定 起草 备好 逐项 逐人 逐条 当场 另行 改期 按期 日期 时间 地点 内容 要求 标准 规定 动作 自选 举手 无记名 投票 计票 监票
赞成 反对 弃权 票数 半数 法定数 法定 不少于 超过 一般 重要 事项 责任人 责任 授课 授课人 讲稿 主讲 佩戴 党徽 重温 誓词 入党
村民 代表 村委会 两委 实施 异议 退回 修改 终止 重新 提交 暂缓 下次 再议 登记 存档 转入 下一轮 核实 核算 核对 手册 签到表 表决票
县委 全县 随机 暗访 典型 择优 批示 备查 留存 书面 电话 网络 线上 送学 按议程 结束 名册 县定 当月 统一
实质 反弹 不实 事由 多数 少数 服从 通过 三分之二 过半数 如实 签署 政治生日 感悟 重要讲话 通报批评 参与率
程序 “两委” “回头看” “一肩挑” 会前 会中 会后 条例 工作条例 办理 不通过 表态 张榜 公开栏 群众 村务 监督 领导 干部 身份 自变更 变更 每月 每季 每年
`)

// isUnit reports whether s begins with what the number before it counts.
func isUnit(last rune, s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return last >= '0' && last <= '9' && strings.ContainsRune("天日月年个项次人名遍份分条", r)
}

func sortedWords(list string) []string {
	words := strings.Fields(list)
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(words)
}

// splits reports for each rune whether a line that begins there breaks one of
// the words.
func splits(s string) []bool {
	out := make([]bool, 0, len(s)/3+1)
	var last rune
	for len(s) > 0 {
		n := 1
		for _, w := range unbroken {
			if strings.HasPrefix(s, w) {
				n = len([]rune(w))
				break
			}
		}
		for k := range n {
			out = append(out, k > 0 || n == 1 && isUnit(last, s))
		}
		for range n {
			r, size := utf8.DecodeRuneInString(s)
			last, s = r, s[size:]
		}
	}
	return out
}
