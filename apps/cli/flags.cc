#include "apps/cli/flags.h"

namespace licet::cli {

namespace {

constexpr Flag kFlags[] = {
    {"--accept-smaller", "", "take lists that are smaller or older than those of the last fetch",
     &Arguments::accept_smaller},
    {"--all", "", "also show what was listed on neither day", &Arguments::all},
    {"--book", "FILE", "the book to answer from; `starter` is the built-in one (default: your own, else built-in)",
     &Arguments::book},
    {"--chip", "NAME", "take the figures of this chip from the book", &Arguments::chip},
    {"--die-area-max", "MM2", "the largest die area", &Arguments::die_area_max},
    {"--exhaustive", "", "score every name instead of using the index; the hits are the same", &Arguments::exhaustive},
    {"--fail-on", "WHAT", "exit with 10 on `hit` (screen, scan), `license` or `undecided` (check)",
     &Arguments::fail_on},
    {"--for-data-centers", "YES", "`yes` or `no`: designed or marketed for data centers (default: both)",
     &Arguments::for_data_centers},
    {"--from", "WHERE",
     "take the lists from this folder, or address (https, or http on this machine), with ID/FILE below it",
     &Arguments::from},
    {"--from-row", "N",
     "begin with row N of the input; from row 2 on no header is printed, so that the output can be appended",
     &Arguments::from_row},
    {"--help", "", "show this help", &Arguments::help},
    {"--history", "", "answer for every day on which the answer changes", &Arguments::history},
    {"--in", "FILE", "read many questions: CSV with a header or JSON lines, also .gz and .zst; `-` is standard input",
     &Arguments::in},
    {"--json", "", "print JSON, one object a line", &Arguments::json},
    {"--law", "DIR", "lay this folder of private law over the built-in law; may be given again", &Arguments::law},
    {"--law-root", "DIR", "take the law from this folder instead of the built-in one", &Arguments::law_root},
    {"--limit", "N", "print at most N hits for each question (default: all)", &Arguments::limit},
    {"--list", "ID=PATH", "read this list; `@DAY` behind the path says as of when it is; may be given again",
     &Arguments::lists},
    {"--mode", "MODE", "which score: `licet`, `ofac`, `jw`", &Arguments::mode},
    {"--no-fuzzy", "", "find only names that stand in the text word for word", &Arguments::no_fuzzy},
    {"--no-starter", "", "leave the built-in parties out", &Arguments::no_starter},
    {"--on", "DAY", "ask about that day, YYYY-MM-DD (default: today)", &Arguments::on},
    {"--only", "LIST", "download this list alone; may be given again", &Arguments::only},
    {"--order", "FILE", "the order that the proof must be about", &Arguments::order},
    {"--out", "FILE", "the file to write", &Arguments::out},
    {"--plot", "", "draw the lines of the day and the chips of the book among them, as SVG", &Arguments::plot},
    {"--posture", "POSTURE", "`in_force` (default) or `codified`", &Arguments::posture},
    {"--profile", "PROFILE", "what may be assumed: `ordinary` (default) or `none`", &Arguments::profile},
    {"--proof", "", "prove each answer of a batch too", &Arguments::proof},
    {"--resume", "FILE", "go on with a dialogue that was saved", &Arguments::resume},
    {"--rules", "FILE", "the canonical rules to check against (`law canonical` prints them)", &Arguments::rules},
    {"--stats", "", "print figures about time and size as the last line on standard error", &Arguments::stats},
    {"--steps", "", "print each step that the checker worked out", &Arguments::steps},
    {"--text-date", "DAY", "the day of the text (default: the day printed in it)", &Arguments::text_date},
    {"--threads", "N", "use N threads (default: all cores); answers never depend on it", &Arguments::threads},
    {"--threshold", "T", "the least score of a hit, 0 to 1", &Arguments::threshold},
    {"--to", "PLACE", "the destination, an ISO 3166 code", &Arguments::to},
    {"--why", "", "show how the answer came about", &Arguments::why},
};

}  // namespace

std::span<const Flag> all_flags() {
  return kFlags;
}

const Flag* find_flag(std::string_view name) {
  for (const Flag& flag : kFlags) {
    if (flag.name == name) return &flag;
  }
  return nullptr;
}

}  // namespace licet::cli
