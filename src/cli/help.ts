export const help = `Aftercancel: what really happens after you cancel.

usage: npm run --silent aftercancel -- VERB …

  specs [--json]                    specifications with their commands, knobs, codes and clauses
  run FILE|- [--to FORM]            the trace of a scenario; FORM: trace (JSON Lines), mermaid, perfetto, shiviz, words
  run --outcome FILE…|-             the outcome of each scenario, one line of JSON each;
                                    - reads scenarios from standard input, one JSON a line
  sweep FILE|- [--step INDEX]       the outcome for every tick at which a step could happen;
        [--from A] [--to B]         by default the first cancel, from 0 to the end of the run
        [--by KNOB=a..b:step]       once for each value of a knob
  check SPEC|all [--json]           every order of delivery, timers and commands: statements with their verdicts, and for
        [--worlds N]                each return code a shortest scenario; N bounds the worlds of a campaign;
        [--thorough]                with campaigns for which a minute is not enough
        [--shard I/N]               only the I-th of N parts, as JSON; the parts are put together by
  check --merge FILE… [--json]      (docs/check-shards.md)
  conform FILE… [--spec S]          whether the model allows what was recorded, under which readings, and where it does not;
        [--from SOURCE]             SOURCE: observation, har, http-log, operation, omi, trace; else it is told from the file
        [--profile KNOB=VALUE]…     knobs that are given
        [--json|--to markdown]      one line of JSON a file, or a summary for continuous integration
  code VALUE|- [--json]             what a number, a name or a line of a log is, what it means after a cancel, what to do, and the
                                    shortest run that comes to it; exit 1 where it is unknown
  coverage [SPEC|all] [--json]      clause by clause: modelled, checked, witnessed by which scenarios; a table in Markdown
  diff OLD [NEW] [--json]           what has changed between two saved \`specs --json\`, or from one to this version: clauses, open
                                    questions, knobs, commands, codes, statements with their verdicts; exit 1 where anything has
  serve lro [--port P] [--grpc-port P]  the model as a server that real clients talk to, until Ctrl+C; port 0, the default, is a free one
        [--scenario FILE]           its knobs, and what happens to the service; the calls come from outside
        [--tick-ms N | --virtual]   a tick takes N milliseconds (10), or time goes by POST /aftercancel/advance only
        [--record FILE] [--host H]  what was asked and answered: a HAR where the name ends in .har, else an observation
  open [--port P] [--host H]        the page, until Ctrl+C; at http://127.0.0.1:4173/ unless told otherwise
  --help                            this text

A scenario is a JSON file: {"format": "aftercancel/scenario@1", "spec": "even6", "steps": [{"at": 0, "do": "registerLogQuery"}, …]}
Exit status: 0 done, 1 a check found a violation or a vacuous statement, or a recording is not allowed, 2 bad input (one line on standard error).`
