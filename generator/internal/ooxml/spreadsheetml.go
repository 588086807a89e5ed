package ooxml

// The elements of ISO/IEC 29500-1 (SpreadsheetML) that programs write, with
// their attributes and the order of their children. "font" and "fill" of a
// dxf are those of the styles.
var (
	worksheetSchema = parseSchema(`
worksheet = sheetPr? dimension? sheetViews? sheetFormatPr? cols* sheetData sheetCalcPr? sheetProtection? protectedRanges? scenarios? autoFilter? sortState? dataConsolidate? customSheetViews? mergeCells? phoneticPr? conditionalFormatting* dataValidations? hyperlinks? printOptions? pageMargins? pageSetup? headerFooter? rowBreaks? colBreaks? customProperties? cellWatches? ignoredErrors? smartTags? drawing? drawingHF? legacyDrawing? legacyDrawingHF? picture? oleObjects? controls? webPublishItems? tableParts? extLst?
sheetPr syncHorizontal:bool syncVertical:bool syncRef:ref transitionEvaluation:bool transitionEntry:bool published:bool codeName:string filterMode:bool enableFormatConditionsCalculation:bool = tabColor? outlinePr? pageSetUpPr?
tabColor,color auto:bool indexed:uint rgb:argb theme:uint tint:double =
outlinePr applyStyles:bool summaryBelow:bool summaryRight:bool showOutlineSymbols:bool =
pageSetUpPr autoPageBreaks:bool fitToPage:bool =
dimension ref:ref! =
sheetViews = sheetView+ extLst?
sheetView windowProtection:bool showFormulas:bool showGridLines:bool showRowColHeaders:bool showZeros:bool rightToLeft:bool tabSelected:bool showRuler:bool showOutlineSymbols:bool defaultGridColor:bool showWhiteSpace:bool view:normal|pageBreakPreview|pageLayout topLeftCell:cell colorId:uint zoomScale:uint zoomScaleNormal:uint zoomScaleSheetLayoutView:uint zoomScalePageLayoutView:uint workbookViewId:uint! = pane? selection* pivotSelection* extLst?
pane xSplit:double ySplit:double topLeftCell:cell activePane:bottomRight|topRight|bottomLeft|topLeft state:split|frozen|frozenSplit =
selection pane:bottomRight|topRight|bottomLeft|topLeft activeCell:cell activeCellId:uint sqref:sqref =
sheetFormatPr baseColWidth:uint defaultColWidth:double defaultRowHeight:double! customHeight:bool zeroHeight:bool thickTop:bool thickBottom:bool outlineLevelRow:uint outlineLevelCol:uint dyDescent:double =
cols = col+
col min:uint! max:uint! width:double style:uint hidden:bool bestFit:bool customWidth:bool phonetic:bool outlineLevel:uint collapsed:bool =
sheetData = row*
row r:uint spans:spans s:uint customFormat:bool ht:double hidden:bool customHeight:bool outlineLevel:uint collapsed:bool thickTop:bool thickBot:bool ph:bool dyDescent:double = c* extLst?
c r:cell s:uint t:b|d|n|e|s|str|inlineStr cm:uint vm:uint ph:bool = f? v? is? extLst?
f t:normal|array|dataTable|shared aca:bool ref:ref dt2D:bool dtr:bool del1:bool del2:bool r1:cell r2:cell ca:bool si:uint bx:bool space:default|preserve =
v space:default|preserve =
is,si = t? r* rPh* phoneticPr?
t space:default|preserve =
r = rPr? t
rPr = …
rPh sb:uint! eb:uint! = t
sheetProtection password:hex4 algorithmName:string hashValue:string saltValue:string spinCount:uint sheet:bool objects:bool scenarios:bool formatCells:bool formatColumns:bool formatRows:bool insertColumns:bool insertRows:bool insertHyperlinks:bool deleteColumns:bool deleteRows:bool selectLockedCells:bool sort:bool autoFilter:bool pivotTables:bool selectUnlockedCells:bool =
protectedRanges,scenarios,dataConsolidate,customSheetViews,customProperties,cellWatches,smartTags,picture,oleObjects,controls,webPublishItems,extLst,sheetCalcPr,drawingHF = …
autoFilter ref:ref = filterColumn* sortState? extLst?
filterColumn colId:uint! hiddenButton:bool showButton:bool = …
sortState columnSort:bool caseSensitive:bool sortMethod:stroke|pinYin|none ref:ref! = …
mergeCells count:uint = mergeCell+
mergeCell ref:ref! =
phoneticPr fontId:uint! type:halfwidthKatakana|fullwidthKatakana|Hiragana|noConversion alignment:noControl|left|center|distributed =
conditionalFormatting pivot:bool sqref:sqref! = cfRule+ extLst?
cfRule type:expression|cellIs|colorScale|dataBar|iconSet|top10|uniqueValues|duplicateValues|containsText|notContainsText|beginsWith|endsWith|containsBlanks|notContainsBlanks|containsErrors|notContainsErrors|timePeriod|aboveAverage dxfId:uint priority:int! stopIfTrue:bool aboveAverage:bool percent:bool bottom:bool operator:string text:string timePeriod:string rank:uint stdDev:int equalAverage:bool = formula* colorScale? dataBar? iconSet? extLst?
formula,formula1,formula2 space:default|preserve =
colorScale = cfvo+ color+
dataBar minLength:uint maxLength:uint showValue:bool = cfvo+ color
iconSet iconSet:string showValue:bool percent:bool reverse:bool = cfvo+
cfvo type:num|percent|max|min|formula|percentile! val:string gte:bool = extLst?
dataValidations disablePrompts:bool xWindow:uint yWindow:uint count:uint = dataValidation+
dataValidation type:none|whole|decimal|list|date|time|textLength|custom errorStyle:stop|warning|information imeMode:string operator:between|notBetween|equal|notEqual|lessThan|lessThanOrEqual|greaterThan|greaterThanOrEqual allowBlank:bool showDropDown:bool showInputMessage:bool showErrorMessage:bool errorTitle:text32 error:text255 promptTitle:text32 prompt:text255 sqref:sqref! uid:guid = formula1? formula2?
hyperlinks = hyperlink+
hyperlink ref:ref! id:rid location:string tooltip:text255 display:string uid:guid =
printOptions horizontalCentered:bool verticalCentered:bool headings:bool gridLines:bool gridLinesSet:bool =
pageMargins left:double! right:double! top:double! bottom:double! header:double! footer:double! =
pageSetup paperSize:uint paperHeight:string paperWidth:string scale:uint firstPageNumber:uint fitToWidth:uint fitToHeight:uint pageOrder:downThenOver|overThenDown orientation:default|portrait|landscape usePrinterDefaults:bool blackAndWhite:bool draft:bool cellComments:none|asDisplayed|atEnd useFirstPageNumber:bool errors:displayed|blank|dash|NA horizontalDpi:uint verticalDpi:uint copies:uint id:rid =
headerFooter differentOddEven:bool differentFirst:bool scaleWithDoc:bool alignWithMargins:bool = oddHeader? oddFooter? evenHeader? evenFooter? firstHeader? firstFooter?
oddHeader,oddFooter,evenHeader,evenFooter,firstHeader,firstFooter space:default|preserve =
rowBreaks,colBreaks count:uint manualBreakCount:uint = brk*
brk id:uint min:uint max:uint man:bool pt:bool =
ignoredErrors = ignoredError+ extLst?
ignoredError sqref:sqref! evalError:bool twoDigitTextYear:bool numberStoredAsText:bool formula:bool formulaRange:bool unlockedFormula:bool emptyCellReference:bool listDataValidation:bool calculatedColumn:bool =
drawing,legacyDrawing,legacyDrawingHF id:rid! =
tableParts count:uint = tablePart*
tablePart id:rid! =
`)

	workbookSchema = parseSchema(`
workbook conformance:strict|transitional = fileVersion? fileSharing? workbookPr? AlternateContent? revisionPtr? workbookProtection? bookViews? sheets functionGroups? externalReferences? definedNames? calcPr? oleSize? customWorkbookViews? pivotCaches? smartTagPr? smartTagTypes? webPublishing? fileRecoveryPr* webPublishObjects? extLst?
fileVersion appName:string lastEdited:string lowestEdited:string rupBuild:string codeName:guid =
workbookPr date1904:bool showObjects:all|placeholders|none showBorderUnselectedTables:bool filterPrivacy:bool promptedSolutions:bool showInkAnnotation:bool backupFile:bool saveExternalLinkValues:bool updateLinks:string codeName:string hidePivotFieldList:bool showPivotChartFilter:bool allowRefreshQuery:bool publishItems:bool checkCompatibility:bool autoCompressPictures:bool refreshAllConnections:bool defaultThemeVersion:uint =
bookViews = workbookView+
workbookView visibility:visible|hidden|veryHidden minimized:bool showHorizontalScroll:bool showVerticalScroll:bool showSheetTabs:bool xWindow:int yWindow:int windowWidth:uint windowHeight:uint tabRatio:uint firstSheet:uint activeTab:uint autoFilterDateGrouping:bool uid:guid =
sheets = sheet+
sheet name:string! sheetId:uint! state:visible|hidden|veryHidden id:rid! =
definedNames = definedName+
definedName name:string! comment:string customMenu:string description:string help:string statusBar:string localSheetId:uint hidden:bool function:bool vbProcedure:bool xlm:bool functionGroupId:uint shortcutKey:string publishToServer:bool workbookParameter:bool space:default|preserve =
calcPr calcId:uint calcMode:manual|auto|autoNoTable fullCalcOnLoad:bool refMode:A1|R1C1 iterate:bool iterateCount:uint iterateDelta:double fullPrecision:bool calcCompleted:bool calcOnSave:bool concurrentCalc:bool concurrentManualCount:uint forceFullCalc:bool =
workbookProtection workbookPassword:hex4 revisionsPassword:hex4 lockStructure:bool lockWindows:bool lockRevision:bool =
fileSharing,functionGroups,externalReferences,oleSize,customWorkbookViews,pivotCaches,smartTagPr,smartTagTypes,webPublishing,fileRecoveryPr,webPublishObjects,extLst,AlternateContent,revisionPtr = …
`)

	stylesSchema = parseSchema(`
styleSheet = numFmts? fonts? fills? borders? cellStyleXfs? cellXfs? cellStyles? dxfs? tableStyles? colors? extLst?
numFmts count:uint = numFmt*
numFmt numFmtId:uint! formatCode:string! =
fonts count:uint knownFonts:bool = font+
font = b? i? strike? condense? extend? outline? shadow? u? vertAlign? sz? color? name? family? charset? scheme?
b,i,strike,condense,extend,outline,shadow val:bool =
u val:single|double|singleAccounting|doubleAccounting|none =
vertAlign val:baseline|superscript|subscript! =
sz val:double! =
color auto:bool indexed:uint rgb:argb theme:uint tint:double =
fgColor,bgColor auto:bool indexed:uint rgb:argb theme:uint tint:double =
name val:string! =
family,charset val:int! =
scheme val:none|major|minor! =
fills count:uint = fill+
fill = patternFill? gradientFill?
patternFill patternType:none|solid|mediumGray|darkGray|lightGray|darkHorizontal|darkVertical|darkDown|darkUp|darkGrid|darkTrellis|lightHorizontal|lightVertical|lightDown|lightUp|lightGrid|lightTrellis|gray125|gray0625 = fgColor? bgColor?
gradientFill type:linear|path degree:double left:double right:double top:double bottom:double = …
borders count:uint = border+
border diagonalUp:bool diagonalDown:bool outline:bool = start? end? left? right? top? bottom? diagonal? vertical? horizontal?
start,end,left,right,top,bottom,diagonal,vertical,horizontal style:none|thin|medium|dashed|dotted|thick|double|hair|mediumDashed|dashDot|mediumDashDot|dashDotDot|mediumDashDotDot|slantDashDot = color?
cellStyleXfs,cellXfs count:uint = xf+
xf numFmtId:uint fontId:uint fillId:uint borderId:uint xfId:uint quotePrefix:bool pivotButton:bool applyNumberFormat:bool applyFont:bool applyFill:bool applyBorder:bool applyAlignment:bool applyProtection:bool = alignment? protection? extLst?
alignment horizontal:general|left|center|right|fill|justify|centerContinuous|distributed vertical:top|center|bottom|justify|distributed textRotation:uint wrapText:bool indent:uint relativeIndent:int justifyLastLine:bool shrinkToFit:bool readingOrder:uint =
protection locked:bool hidden:bool =
cellStyles count:uint = cellStyle+
cellStyle name:string xfId:uint! builtinId:uint iLevel:uint hidden:bool customBuiltin:bool uid:guid =
dxfs count:uint = dxf*
dxf = font? numFmt? fill? alignment? border? protection? extLst?
tableStyles count:uint defaultTableStyle:string defaultPivotStyle:string = tableStyle*
tableStyle,colors,extLst = …
`)

	stringsSchema = parseSchema(`
sst count:uint uniqueCount:uint = si* extLst?
si = t? r* rPh* phoneticPr?
t space:default|preserve =
r = rPr? t
rPr,extLst = …
rPh sb:uint! eb:uint! = t
phoneticPr fontId:uint! type:string alignment:string =
`)

	commentsSchema = parseSchema(`
comments = authors commentList extLst?
authors = author*
author space:default|preserve =
commentList = comment*
comment ref:cell! authorId:uint! guid:guid shapeId:uint uid:guid = text commentPr?
text = t? r* rPh* phoneticPr?
t space:default|preserve =
r = rPr? t
rPr,commentPr,extLst,phoneticPr,rPh = …
`)

	tableSchema = parseSchema(`
table id:uint! name:string displayName:string! comment:string ref:ref! tableType:worksheet|xml|queryTable headerRowCount:uint insertRow:bool insertRowShift:bool totalsRowCount:uint totalsRowShown:bool published:bool headerRowDxfId:uint dataDxfId:uint totalsRowDxfId:uint headerRowBorderDxfId:uint tableBorderDxfId:uint totalsRowBorderDxfId:uint headerRowCellStyle:string dataCellStyle:string totalsRowCellStyle:string connectionId:uint uid:guid = autoFilter? sortState? tableColumns tableStyleInfo? extLst?
autoFilter ref:ref uid:guid = filterColumn* sortState?
filterColumn colId:uint! hiddenButton:bool showButton:bool = …
sortState,extLst = …
tableColumns count:uint = tableColumn+
tableColumn id:uint! uniqueName:string name:string! totalsRowFunction:none|sum|min|max|average|count|countNums|stdDev|var|custom totalsRowLabel:string queryTableFieldId:uint headerRowDxfId:uint dataDxfId:uint totalsRowDxfId:uint headerRowCellStyle:string dataCellStyle:string totalsRowCellStyle:string uid:guid = calculatedColumnFormula? totalsRowFormula? xmlColumnPr? extLst?
calculatedColumnFormula,totalsRowFormula,xmlColumnPr = …
tableStyleInfo name:string showFirstColumn:bool showLastColumn:bool showRowStripes:bool showColumnStripes:bool =
`)

	relationsSchema = parseSchema(`
Relationships = Relationship*
Relationship Id:rid! Type:string! Target:string! TargetMode:External|Internal =
`)

	typesSchema = parseSchema(`
Types = …
Default Extension:string! ContentType:string! =
Override PartName:string! ContentType:string! =
`)
)
