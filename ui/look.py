"""How Scrutineer's own pieces of HTML look; everything else is Streamlit's. Colours keep a contrast of 4.5 to 1 or better."""

from __future__ import annotations

STYLE = """<style>
.stMainBlockContainer { padding-top: 4.5rem; }
.stMainBlockContainer h1 { font-size: 2.1rem; padding: 0 0 .8rem 0; }
.stMainBlockContainer [data-testid="stHeading"] h3 { font-size: 1.15rem; }
.scr-question:focus { outline: none; }
/* Where the keyboard is: Streamlit's own ring is faint, and its links at the top of the page have none. */
a:focus-visible, button:focus-visible, summary:focus-visible, [role="tab"]:focus-visible,
label:has(input[type="checkbox"]:focus-visible) {
  outline: 3px solid #1d4f7c !important; outline-offset: 2px; }
[data-testid="stExpander"] summary:focus-visible, [role="tab"]:focus-visible { outline-offset: -3px !important; }
/* Put away, the sidebar still lies beside the window, and the keyboard would go through all its fields unseen. */
body:has([data-testid="stExpandSidebarButton"]) [data-testid="stSidebar"] { visibility: hidden; }
.stImage img { border: 1px solid #c3c8cf; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: .9rem; padding-right: .9rem; }
  .stChatMessage { padding-left: .4rem; padding-right: .4rem; }
  .stChatMessage [data-testid^="stChatMessageAvatar"] { display: none; }
}
.scr-question { font-size: 1.05rem; font-weight: 600; margin: 0; padding: 0; line-height: 1.5; overflow-wrap: anywhere;
  scroll-margin-top: 5.5rem; }
.scr-answer { line-height: 1.6; overflow-wrap: anywhere; }
.scr-answer p, .scr-answer ul, .scr-answer ol { margin: 0 0 .6rem 0; }
.scr-ref { font-weight: 600; color: #1d4f7c; white-space: nowrap; }
.scr-small { font-size: .875rem; color: #4a4f57; margin: 0 0 .35rem 0; overflow-wrap: anywhere; }
.scr-verdict { border-left: .3rem solid #8a5a00; padding: .1rem 0 .1rem .8rem; margin: 0 0 .6rem 0; }
.scr-verdict strong { display: block; }
blockquote.scr-text, .scr-citation blockquote {
  margin: .2rem 0 .8rem 0; padding: .1rem 0 .1rem .9rem; border-left: .25rem solid #c3c8cf; line-height: 1.6;
  white-space: pre-line; overflow-wrap: anywhere; color: inherit; }
.scr-number { font-weight: 700; padding-right: .35rem; }
.scr-place { font-size: .8rem; color: #4a4f57; padding-right: .25rem; }
.scr-caption { font-weight: 600; margin: .2rem 0 .3rem 0; }
mark { background: #ffe89a; color: #1b1b1b; padding: .05em 0; }
mark.answer { font-weight: 700; border-bottom: 2px solid #b02a00; }
.scr-citation table, .scr-paper table { border-collapse: collapse; width: 100%; margin: 0 0 .8rem 0; table-layout: auto; }
.scr-citation th, .scr-citation td, .scr-paper th, .scr-paper td {
  border: 1px solid #c3c8cf; padding: .35rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
.scr-citation th, .scr-paper th { background: #f1f3f5; color: #1b1b1b; font-weight: 600; }
.scr-citation th { width: 38%; }
.scr-facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; margin: 0 0 .6rem 0;
  padding: 0 !important; font-size: .9rem; }
.scr-facts dt { color: #4a4f57; font-weight: 400; margin: 0; }
.scr-facts dd { margin: 0; overflow-wrap: anywhere; }
.scr-paper h3 { font-size: 1.05rem; margin: 1rem 0 .3rem 0; padding: 0; overflow-wrap: anywhere; }
.scr-paper p { margin: 0 0 .5rem 0; line-height: 1.55; white-space: pre-line; overflow-wrap: anywhere; }
.scr-wide { overflow-x: auto; margin: 0 0 .8rem 0; }
.scr-paper .scr-under { margin-left: 1.2rem; }
.scr-part { font-size: 1rem; font-weight: 600; margin: .6rem 0 .2rem 0; padding: 0; overflow-wrap: anywhere; }
.scr-side { border-left: .25rem solid #1d4f7c; padding: .1rem 0 .1rem .8rem; margin: 0 0 .4rem 0; overflow-wrap: anywhere; }
.scr-side .scr-small { margin: 0; }
</style>"""
