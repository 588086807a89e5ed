// Prints the cells of workbooks as another program reads them, one JSON line a
// file: node read.cjs exceljs|xlsx FILE…
const [program, ...files] = process.argv.slice(2)

const serial = d => Math.round((d.getTime() / 86400e3 + 25569) * 1e6) / 1e6

// plain is the value of a cell of exceljs: the result of a formula, the words
// of a link or of text in several fonts.
function plain(v) {
  if (v === null || v === undefined) return ''
  if (v instanceof Date) return serial(v)
  if (typeof v !== 'object') return v
  if ('result' in v) return plain(v.result)
  if ('formula' in v || 'sharedFormula' in v) return null
  if ('richText' in v) return v.richText.map(r => r.text).join('')
  if ('text' in v) return plain(v.text)
  return JSON.stringify(v)
}

async function exceljs(file) {
  const book = new (require('exceljs').Workbook)()
  await book.xlsx.readFile(file)
  const out = {}
  book.eachSheet(sheet => {
    const cells = out[sheet.name] = {}
    sheet.eachRow(row => row.eachCell(c => {
      if (c.isMerged && c.master !== c) return
      const v = plain(c.value)
      if (v !== '') cells[c.address] = v
    }))
  })
  return out
}

async function xlsx(file) {
  const book = require('xlsx').readFile(file)
  const out = {}
  for (const name of book.SheetNames) {
    const cells = out[name] = {}
    for (const [at, c] of Object.entries(book.Sheets[name])) {
      if (at[0] !== '!' && c.v !== undefined && c.v !== '') cells[at] = c.v
    }
  }
  return out
}

(async () => {
  for (const f of files) console.log(JSON.stringify(await { exceljs, xlsx }[program](f)))
})().catch(e => { console.error(e); process.exit(1) })
