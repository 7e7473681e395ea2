# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tianbao_global_optspecs
    string join \n renderer= after-mishap h/help V/version
end

function __fish_tianbao_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tianbao_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tianbao_using_subcommand
    set -l cmd (__fish_tianbao_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tianbao -n "__fish_tianbao_needs_command" -l renderer -d '用什么绘制窗口：auto 自动，glow 用 OpenGL，soft 由程序自己绘制（不写为 auto）' -r
complete -c tianbao -n "__fish_tianbao_needs_command" -l after-mishap -d '程序因内部错误停止后，由它自己再次打开窗口'
complete -c tianbao -n "__fish_tianbao_needs_command" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_needs_command" -s V -l version -d '显示版本'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "forms" -d '列出表式；给出编号则列出该表的单元格和勾稽关系'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "new" -d '新建一份空的填报文件'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "import" -d '导入：从 Excel、Word、网页、文本等文件读出统计表'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "carry" -d '列出可由上年数结转的单元格，或填入'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "show" -d '按单元格编号列出填报的数'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "set" -d '填数：单元格=值，可一次填多个；@项目=内容 填单位、层级和签章各项'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "remark" -d '对一条审核结果写审核说明'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "report" -d '年度报告的文字：显示、按数草拟、逐处改写'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "plan" -d '工作要点的任务：导入、按单位和时限列出、记进展、把句子放入报告'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "check" -d '审核'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "export" -d '导出，格式由扩展名决定'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "aggregate" -d '汇总：许多单位的表逐格相加，列出每个数的来源'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "submit" -d '报送：审核后生成报送文件夹，并锁定填报文件'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "correct" -d '更正已报送的填报：写明原因后可以修改；列出报送记录'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "return" -d '退回意见：打开、答复、标为已办'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "attach" -d '签章件：附上签字盖章后的扫描件或照片，检查是否还在'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "print" -d '打印，或列出打印机'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "verify" -d '列出校验码，或校验打印件与填报文件是否一致'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "versions" -d '列出历史版本，或恢复其中一个'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "demo" -d '用真实数据演示：填报、审核、导出、打开窗口'
complete -c tianbao -n "__fish_tianbao_needs_command" -a "import-worker" -d '读取外来文件的工作进程，由本程序自己启动'
complete -c tianbao -n "__fish_tianbao_using_subcommand forms" -l diagnose -d '检查表式本身：互相矛盾、可由其他关系推出的勾稽关系，没有关系涉及的单元格'
complete -c tianbao -n "__fish_tianbao_using_subcommand forms" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand forms" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -l form -d '表式编号；不写则按年度选' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -l unit -d '填报单位全称' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -l year -d '报告年度' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -l level -d '单位层级，如 county、county-department' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -s o -l output -d '写入的文件（*.tianbao）' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand new" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -s o -l output -d '写入的填报文件（*.tianbao）；不覆盖已有的文件' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -l form -d '表式编号；不写则按表中的标签认定' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -l unit -d '填报单位；文件里有几个单位时用来选定' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -l year -d '报告年度；文件里有几个年度时用来选定' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -l sheet -d '只读这个工作表' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -l as -d '作为本年数（this）、上年数（prior，写入已有的填报文件）或两者（both）（不写为 this）' -r -f -a "this\t'本年数，写入新的填报文件'
prior\t'上年数，写入已有的填报文件'
both\t'两者，从同一个文件读出'"
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand import" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand carry" -l accept -d '填入列出的数（已有别的数的格子也改）'
complete -c tianbao -n "__fish_tianbao_using_subcommand carry" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand carry" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand show" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand show" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand set" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand set" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand remark" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand remark" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand report" -l redraft -d '重新草拟这一处，写过或改过的也换掉' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand report" -l set -d '写这一处：ID=内容；内容为空则清除' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand report" -l draft -d '按表中的数草拟还没有写的句子；写过或改过的不动'
complete -c tianbao -n "__fish_tianbao_using_subcommand report" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand report" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l import -d '从工作要点分工方案（Word、Excel、网页、文本）导入任务，记过的进展和句子保留' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l set -d '记一项任务的进展：序号=未开始、进行中、已完成或不涉及' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l say -d '写一项任务在报告中的句子：序号=句子；内容为空则清除' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l place -d '放到报告的哪一处；不写则放到总体情况' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l unit -d '只列这个单位的任务，单位名称可以只写一部分' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l before -d '只列这一天以前到期的任务：2018-10-31 或 10月底' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l progress -d '只列这种进展的任务' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l put -d '把列出的任务的句子放入报告'
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l general -d '连同“各部门”“各单位”等没有点名的任务'
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand plan" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand check" -l prior -d '上年的填报文件，或能导入的任何文件；不写则用文件里附带的上年数' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand check" -l text -d '年度报告的文字（文本、Word 或网页），与表逐句比对；不写则比对填报文件中的报告' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand check" -l final -d '上报前的审核：空格也算错误，并列出无法判断的关系'
complete -c tianbao -n "__fish_tianbao_using_subcommand check" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand check" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand export" -s o -l output -d '导出到的文件，可写多次；格式由扩展名决定：xlsx、docx、pdf、html、csv、json' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand export" -l shape -d '导出什么：tables 报表，report 年度报告（docx、pdf、html），audit 审核报告（docx、pdf）（不写为 tables）' -r -f -a "tables\t''
report\t''
audit\t''"
complete -c tianbao -n "__fish_tianbao_using_subcommand export" -l charts -d '报告中的图：kept 按填报文件中的选择，all 全部，none 不要（不写为 kept）' -r -f -a "kept\t''
all\t''
none\t''"
complete -c tianbao -n "__fish_tianbao_using_subcommand export" -l text -d '审核报告中与表比对的文字（文本、Word 或网页）；不写则用填报文件中的报告' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand export" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand export" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -s o -l output -d '写入的汇总表（*.tianbao，或能导出的格式）；不覆盖已有的文件' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l unit -d '汇总表的填报单位（不写为 汇总）' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l form -d '汇总哪个表式；不写则按多数文件' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l year -d '汇总哪个年度；不写则按多数文件' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l units -d '单位名单（*.tianbao-units，或任何表格、文本）：按名单认定单位，列出没有报的' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l node -d '只汇总名单里的这个单位及其下级' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l only -d '只汇总这些单位，可写多次' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l compare -d '与另外做出的汇总表逐格比较，并找出差在哪个单位' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l long -d '另写一份长表（CSV）：每个单位每个单元格一行' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l ledger -d '另写一份台账（xlsx）：一张表一个工作表，一行一个单位，合计是公式' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l slips -d '把退回意见写入这个文件夹：已退回的和有错误的单位，每个单位一份（docx、txt、tianbao-return）' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l earlier -d '附上往年的汇总文件（*.tianbao-units），可写多次：上年数、结转和逐年的数以它为准' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l convert -d '别的表式按对应指标换算后并入'
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l review -d '列出各单位值得核对的数：与同类单位或上年相差悬殊的、与别的单位雷同的'
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l units-as-columns -d '台账里一列一个单位'
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l save-units -d '把各单位的状态写回单位名单'
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand aggregate" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand submit" -s o -l output -d '报送文件夹，还没有的或空的；不写则只做报送前的审核' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand submit" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand submit" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand correct" -l reason -d '更正的原因' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand correct" -l leave -d '撤销更正；还没有改动时才可以'
complete -c tianbao -n "__fish_tianbao_using_subcommand correct" -l list -d '列出报送和更正的记录'
complete -c tianbao -n "__fish_tianbao_using_subcommand correct" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand correct" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand return" -l answer -d '答复第 N 条：N=答复' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand return" -l done -d '第 N 条已办' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand return" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand return" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand attach" -l remove -d '不再附上这一份；文件留在原处' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand attach" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand attach" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l printer -d '打印机；不写就用系统的默认打印机' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l copies -d '份数（不写为 1）' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l pages -d '页码，如 1-2 或 1,3；不写就打印全部' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l paper -d '纸张：A4 或 A3（不写为 A4）' -r -f -a "A4\t''
A3\t''"
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l shape -d '打印什么：tables 报表，report 年度报告，audit 审核报告（不写为 tables）' -r -f -a "tables\t''
report\t''
audit\t''"
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l duplex -d '双面打印（长边翻页）'
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l list -d '列出打印机'
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand print" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand verify" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand verify" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand versions" -l restore -d '恢复第 N 个版本；现在的内容会先存为新版本' -r
complete -c tianbao -n "__fish_tianbao_using_subcommand versions" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand versions" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand demo" -s o -l output -d '演示文件写入的文件夹（不写为 tianbao-demo）' -r -F
complete -c tianbao -n "__fish_tianbao_using_subcommand demo" -l no-window -d '不打开窗口'
complete -c tianbao -n "__fish_tianbao_using_subcommand demo" -l json -d '输出 JSON'
complete -c tianbao -n "__fish_tianbao_using_subcommand demo" -s h -l help -d '显示帮助'
complete -c tianbao -n "__fish_tianbao_using_subcommand import-worker" -s h -l help -d '显示帮助'
