/** How a report looks, in light and dark; it is read by people who have none of this tool's other parts. */
export const REPORT_STYLE = `
:root{color-scheme:light dark;--text:#1f2328;--dim:#59636e;--page:#f6f8fa;--card:#fff;--line:#d1d9e0;--accent:#0969da;
--short-polling:#bc4c00;--long-polling:#0969da;--websocket:#8250df;--sse:#1a7f37;--heads:#8c959f;--framing:#d4a72c;--payload:#1a7f37;--empty:#cf6f5f;--unchanged:#c9a35a}
@media(prefers-color-scheme:dark){:root{--text:#e6edf3;--dim:#9198a1;--page:#0d1117;--card:#151b23;--line:#3d444d;--accent:#4493f8;
--short-polling:#f0883e;--long-polling:#4493f8;--websocket:#ab7df8;--sse:#3fb950;--heads:#848d97;--framing:#d29922;--payload:#3fb950;--empty:#e5776a;--unchanged:#b08d46}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.55 system-ui,-apple-system,'Segoe UI',sans-serif}
main{max-width:1080px;margin:0 auto;padding:40px 24px 64px}
h1{margin:0 0 4px;font-size:28px;line-height:1.25;overflow-wrap:anywhere}
h2{margin:44px 0 12px;font-size:19px}
h3{margin:0 0 6px;font-size:13px;color:var(--dim);font-weight:600}
p{margin:0 0 8px}
.dim{color:var(--dim);font-size:13px}
.card,figure{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:18px 20px;margin:0}
.advice{margin:28px 0 16px;border-left:5px solid var(--accent)}
.advice strong{display:block;font-size:19px;line-height:1.4;font-weight:600}
.badge{display:inline-block;margin-bottom:8px;padding:1px 10px;border:1px solid var(--accent);border-radius:20px;color:var(--accent);font-size:13px;font-weight:600}
.grid{display:grid;gap:16px;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr))}
.charts{grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr))}
.card ul,.notes{margin:8px 0 0;padding-left:18px;color:var(--dim);font-size:13px}
figure{padding-bottom:14px}.charts+p{margin-top:10px}
figcaption{font-weight:600;margin-bottom:6px}
svg{display:block;width:100%;font-size:13px}
svg text{fill:var(--text);font-variant-numeric:tabular-nums}
.short-polling{fill:var(--short-polling)}.long-polling{fill:var(--long-polling)}.websocket{fill:var(--websocket)}.sse{fill:var(--sse)}
.heads,.all{fill:var(--heads);background:var(--heads)}.framing{fill:var(--framing);background:var(--framing)}.payload,.news{fill:var(--payload);background:var(--payload)}
.empty{fill:var(--empty);background:var(--empty)}.unchanged{fill:var(--unchanged);background:var(--unchanged)}
.estimated rect{fill-opacity:.45}.estimated .outline{fill:none;stroke:var(--text);stroke-dasharray:4 3}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:10px 0 0;padding:0;list-style:none;color:var(--dim);font-size:13px}
.legend i{display:inline-block;width:10px;height:10px;margin-right:6px;border-radius:2px}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}
.scroll:focus-visible{outline:2px solid var(--accent)}
table{width:100%;border-collapse:collapse;font-size:14px}
table.figures{table-layout:fixed;min-width:640px}.figures thead td{width:18%}
th,td{padding:7px 16px;text-align:right;vertical-align:top;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
th{font-weight:600}
tbody th{font-weight:400;text-align:left;overflow-wrap:normal}
tr+tr,tbody tr{border-top:1px solid var(--line)}
thead small{display:block;color:var(--dim);font-weight:400}
.group th{padding-top:16px;color:var(--dim);font-size:13px;font-weight:600}
.part th{padding-left:36px}.part th,.part td{color:var(--dim);font-size:13px}
.words th,.words td{text-align:left}.words tbody th{font-weight:600;white-space:nowrap}
footer{margin-top:48px}
@media print{body{background:none}main{max-width:none;padding:0}figure,.card,tr{break-inside:avoid}}
`;
