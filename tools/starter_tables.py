#!/usr/bin/env python3
"""Writes data/parties.tsv, party-names.tsv, listings.tsv and listing-meanings.tsv.

Joins public-domain lists of the United States (Consolidated Screening List, supplement 4 to part 744, NS-CMIC, section
1260H, UFLPA and FCC lists) with the hand-written rows of tools/starter/. Reads the lists from LICET_SHARED_DIR. The
committed tables are the authority: look at the difference before you commit what this writes.
"""
import csv, datetime, json, os, pathlib, re, subprocess, unicodedata
from collections import defaultdict

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent / "data"
SHARED = pathlib.Path(os.environ.get("LICET_SHARED_DIR", HERE.parent.parent / "shared"))
CSL_SOURCE = "Consolidated Screening List 2026-07-31"
SUPP4_SOURCE = "supplement 4 to part 744, eCFR 2026-07"
PLACES = {"CN", "HK", "MO", "TW", "JP", "KR", "SG"}


def zst_json(path):
    return json.loads(subprocess.check_output(["zstd", "-dc", str(path)]))


def tsv(path):
    with open(path, encoding="utf-8") as f:
        lines = [l.rstrip("\n") for l in f if not l.startswith("#") and l.strip()]
    header = lines[0].split("\t")
    return [dict(zip(header, l.split("\t") + [""] * (len(header) - l.count("\t") - 1))) for l in lines[1:]]


def clean(text):
    return re.sub(r"\s+", " ", (text or "").replace("\t", " ")).strip()


def fold(name):
    text = unicodedata.normalize("NFKD", name.replace("’", "'")).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in text if not unicodedata.combining(c))))


LEGAL = set("co company ltd limited inc incorporated corp corporation llc gmbh ag sa srl bv kk group the of and a".split())


def core(name):
    """The name without legal forms, for joining lists."""
    return " ".join(w for w in fold(name).split() if w not in LEGAL - {"group"})


def slug(name):
    words = [w for w in fold(name).split() if w.isascii()]
    short = [w for w in words if w not in LEGAL - {"group"}] or words
    return "_".join(short[:7])


# ---- days -----------------------------------------------------------------------------------------------------------

def fr_pages():
    return {(int(r["volume"]), int(r["page"])): r for r in tsv(SHARED / "law/tables/fr-pages.tsv")}


def rule_days():
    """Day of publication -> (effective span, certainty, first pages) of the rules that add to the list."""
    days = defaultdict(list)
    for r in csv.DictReader(open(SHARED / "law/entity-list-timeline.csv", encoding="utf-8")):
        if r["kind"] in ("add", "mixed") and r["publication_date"]:
            span = r["effective_date"]
            if r["publication_date"] == "2025-09-16":
                span = "2025-09-12..2025-09-16"
            days[r["publication_date"]].append((span, certainty(r["certainty"]), r["fr_citation"]))
    return days


def certainty(text):
    letters = re.findall(r"\b[ABCM]\b", re.sub(r"\([^)]*\)", "", text).replace("-", ""))
    worst = max((l if l != "M" else "C" for l in letters), default="C")
    return worst


def citations(text):
    return [(int(v), int(p)) for v, p in re.findall(r"(\d+)\s*F\.?\s*R\.?\s*(\d+)", text or "")]


def dated_citations(text):
    out = {}
    for v, p, m, d, y in re.findall(r"(\d+) FR (\d+)[^0-9]{1,4}(\d+)/(\d+)/(\d+)", text or ""):
        year = int(y) + (2000 if int(y) < 70 else 1900 if int(y) < 100 else 0)
        out[(int(v), int(p))] = f"{year:04d}-{int(m):02d}-{int(d):02d}"
    return out


def minus(day, n):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=n)).isoformat()


class Days:
    def __init__(self):
        self.pages, self.rules = fr_pages(), rule_days()

    def published(self, cite):
        row = self.pages.get(cite)
        if not row:
            return None
        return row["published"] or row["published_max"] or None

    def first_day(self, cite, published):
        """(span, certainty, first page of the rule or "", basis) for an entry whose first citation is `cite`."""
        known = self.rules.get(published, [])
        if known and len({k[0] for k in known}) == 1:
            rule = max((k for k in known if citations(k[2])[0] <= cite), key=lambda k: citations(k[2])[0], default=known[0])
            first = rule[2] if "entry page" not in rule[2] else ""
            return rule[0], rule[1], first, "effective day of the rule"
        row = self.pages.get(cite)
        if row and row["effective"] and row["kind"] == "rule":
            return row["effective"], certainty(row["certainty"]), "", "effective day of the rule"
        if not published:
            return "..2026-07-31", "B", "", "day not traced"
        return f"{minus(published, 5)}..{published}", "B", "", "day of print and the five days before it"


# ---- names ----------------------------------------------------------------------------------------------------------

# Words and names with another common meaning: alone they prove nothing.
ORDINARY = set("""wave dawning dawn cambrian suma best hit bit orbita panda wise hmc kingstone avatar leon lion galaxy torch
peng shuguang haiguang shenwei sunway godson aerosun everstar zhiyuan chao bgi igl pcl ict dragon star cancon empyrean
skyrizon_ netrix sophon xmc icrd sense time nata nanda one electric wuxi hengtong feiteng corad piotech_ quantum origin
huada kuang microscale luminous rice tongda phoenix apex summit unity vision future horizon genesis alpha omega sirius
titan pioneer hope great wall norinco_ swx swan pst psc pengchip sps best_ mattson_ airi radi aoe nts cas gmc gmcs demx
beihang_ concord aspire ares hermes atlas orient oriental east west north south pacific union dawncompany sumitech
shanghai beijing chengdu shenzhen tianjin xinjiang nanjing hefei jinan qingdao xiamen xian changsha sino seven sevenstar
bio tech link sinolink taiji taiyuan tianhe titanic jac wingtech_ fgi forensic judicial raptor hawk eagle falcon tiger""".split())
# Words that no name can rest on alone: `Space Application Center`, `The 28th Institute`.
GENERIC = set("""research institute institutes center centre space application applications quantum innovation smart ocean system systems first second third
planning department the of and for national laboratory lab factory technology technologies science sciences station off power office electronic electronics
company information aeronautical aerospace aviation radio particle radiation materials optical optics instruments microwave
integrated circuit circuits semiconductor microelectronics computing computer network data intelligent digital equipment state owned university""".split())
# Short, and yet of one meaning in common use.
STRONG_SHORT = {"BAAI", "JHICC", "CNOOC", "COMAC", "SMIC", "YMTC", "CXMT", "SMEE", "DJI", "ZTE", "BYD", "CATL", "NUDT", "CRRC", "AMEC", "YITU", "Naura", "NAURA",
                "Biren", "Yitu"}


# Two words that mean something else in most texts.
ORDINARY_PHRASES = set("""electricity institute;power office;silk road;pure technology;pure integration;wisdom technology;galaxy electronics;aeronautical radio;
clean chip;ninth academy;503 institute;615 institute;615th institute;research institute 38;no 38 research institute;quantum 2011;wave software;lion technology;
liang technology;nova instruments;raintree microelectronics;7103 factory;970 factory;found fresh;singleton group;haitian group;rice electronic;rice electronics;
electric les;hualong company;zongheng technology;xinde technology;xinwu technology;yixin technology;yuxin technology;national shield quantum;concord aspire;
nanjing rice;love wireless;one electric;peng chip;suzhou design center;institute of aeronautics and astronautics;academy of aerospace sciences;power institute;
deep net vision;deep network vision;shandong computing center;southwest computing center;china telecom co;space zw;rayco defense;reco defense;agm gas;feiyuan gas;
xiangxun technology;qinzhi technology;qinzhi tech;daxie technology;dongtu technology;rml technology;suochen technology;tuojing technology;lab of information optics;
technology company;oriental crystal;dawn technology;hope group;digital cloud;number media;beijing fudan;shanghai fudan;shenzhen fudan;hk fudan;liyang;stratos;ultron;nanolink;casue;tasson""".replace("\n", "").split(";"))


def strength(text):
    bare = re.sub(r"[^\w]", "", text)
    if text in STRONG_SHORT:
        return "strong"
    if any("\u3400" <= c <= "\u9fff" for c in text):
        return "weak" if len(bare) <= 2 else "strong"
    words = fold(text).split()
    if fold(text) in ORDINARY_PHRASES or core(text) in ORDINARY_PHRASES:
        return "weak"
    if len(bare) <= 4:
        return "weak"
    if all(w in GENERIC or w in LEGAL or re.fullmatch(r"\d+(st|nd|rd|th)?", w) for w in words):
        return "weak"
    if all(w in ORDINARY or w in LEGAL for w in words):
        return "weak"
    if len(words) == 1 and text.isupper() and len(bare) <= 5:
        return "weak"
    return "strong"


def split_alias(text):
    parts = [text]
    if ";" in text:
        parts = text.split(";")
    return [clean(p).strip(" ,;") for p in parts if clean(p).strip(" ,;.")]


TRADITIONAL = None


def traditional(text):
    """The same name in traditional characters, or None where it does not differ or is not certain."""
    global TRADITIONAL
    if TRADITIONAL is None:
        TRADITIONAL = {r["simplified"]: r["traditional"] for r in tsv(HERE / "starter/traditional.tsv")}
    out = []
    for c in text:
        to = TRADITIONAL.get(c, c)
        if to == "?":
            return None
        out.append(to)
    out = "".join(out)
    return out if out != text else None


# ---- legal meanings: the words of law/facts.tsv, and beside them a finer one -------------------------------------------------------------------------------------------------

# Finer words to those that the rules read (law/facts.tsv); what is not here stands as it is.
COARSE = {"all_items_except_stated": "place_and_item_limited", "all_items_for_stated_projects": "all_items_project_limited",
          "all_items_exception_stated": "all_items", "all_items_wherever_located": "all_items", "ccl_items_and_supplement_7_to_746": "ccl_items"}
POLICIES = {"presumption_of_denial", "policy_of_denial", "case_by_case", "unknown_text"}


def requirement_meaning(text):
    return COARSE.get(requirement_detail(text), requirement_detail(text))


def policy_meaning(text):
    return policy_detail(text) if policy_detail(text) in POLICIES else "other"


def requirement_detail(text):
    low = fold(text).replace("744 2l b", "744 21 b").replace("744 11of", "744 11 of").replace("ear 99", "ear99").replace(" part 744 11", " 744 11")
    if "crude oil" in low or "upper left" in low or "general license no" in low or re.search("apart from items that are related to transactions", low):
        return "all_items_except_stated"
    if "when used in projects" in low:
        return "all_items_for_stated_projects"
    if "operator of the uav" in low or "unmanned aerial vehicles" in low:
        return "all_items_except_stated"
    if "may be overcome by license exception" in low:
        return "all_items_exception_stated"
    if "under this entry also extend to any" in low:
        return "all_items_wherever_located"
    if low.endswith("with case by case basis for items listed on the ccl"):
        return "all_items"
    if re.match(r"(for )?items on the ccl and ear99 items listed in supplement no 7", low):
        return "ccl_items_and_supplement_7_to_746"
    if re.match(r"(for )?items on the ccl and listed in supplement no 7", low):
        return "ccl_items_and_supplement_7_to_746"
    if low.startswith("for items listed in supplement no 2 to part 744") or "supplement no 2" in low:
        return "supplement_2_to_744_items"
    if re.match(r"(for )?all items subject to the ear$", low) or re.match(
            r"(for )?all items subject to the ear( see)? (see )?((part|supplement|and|of|the|ear|\w?\d+\w*|[a-z]|2l) ?)+$", low):
        return "all_items"
    if "all items on the ccl" in low or "items on the ccl" in low:
        return "ccl_items"
    return "unknown_text"


def policy_detail(text):
    low = fold(text).replace("casa by case", "case by case")
    pointed = re.findall(r"\b(740 26|744 2 d|744 3 d|744 3|744 4 d|744 11|744 21 e|744 23 d|746 8 b 2)\b", low) if low.startswith("see ") else []
    if pointed:
        return "see_" + "_and_".join("744_3_d" if p == "744 3" else p.replace(" ", "_") for p in pointed if p != "744 11" or len(pointed) == 1)
    table = [
        (r"^(for )?all items subject to the ear", "requirement_printed_as_policy"),
        (r"^policy of denial .*case by case basis for (items for )?u s government supported", "denial_but_space_station_case_by_case"),
        (r"^policy of denial for all items subject to the ear apart from food and medicine .*space station", "denial_but_food_medicine_and_space_station_case_by_case"),
        (r"^(presumption|policy of presumption) (of|for) denial$", "presumption_of_denial"),
        (r"^policy of denial( see \d+ ?.*)?$", "policy_of_denial"),
        (r"^policy of denial for all items subject to the ear( see .*)?$", "policy_of_denial"),
        (r"^policy of denial for all items subject to the ear apart from food and medicine", "denial_but_food_and_medicine_case_by_case"),
        (r"^case by case( basis| review)?$", "case_by_case"),
        (r"^case by case .*presumption of denial for all other items", "case_by_case_some_else_presumption_of_denial"),
        (r"^presumption of denial except case by case", "case_by_case_some_else_presumption_of_denial"),
        (r"^presumption of denial for all items .*case by case for items", "case_by_case_some_else_presumption_of_denial"),
        (r"^case by case review for licenses for the safety of civil aviation", "case_by_case_for_civil_aviation_safety"),
        (r"^presumption of approval for ear99 items$", "approval_for_ear99"),
        (r"^presumption of approval for ear99", "approval_for_ear99_else_case_by_case"),
        (r"^case by case .*presumption of approval", "approval_for_ear99_else_case_by_case"),
        (r"^the license application procedure and license review policy .*744 21 d and e", "see_744_21_e"),
    ]
    for pattern, meaning in table:
        if re.search(pattern, low):
            return meaning
    return "unknown_text"


def printed_texts():
    """Every requirement and policy text of the screening list and of supplement 4, with the file that prints it."""
    out = {}
    csl = zst_json(SHARED / "data/csl/csl_2026-07-31_projection.json.zst")
    tables = csl["tables"]
    for entry in csl["entries"]:
        for field, key, table in (("requirement", "lr", "licenceRequirements"), ("policy", "lp", "licencePolicies")):
            text = clean(tables[table][entry[key]]) if entry.get(key) is not None else ""
            if text:
                out.setdefault((field, text), CSL_SOURCE)
    for entity in zst_json(SHARED / "data/bis/entity_list_supp4_part744_2026-07-09.json.zst")["entities"]:
        if clean(entity.get("notes")):
            out.setdefault(("requirement", clean(entity["notes"])), SUPP4_SOURCE + "-09")
    return out


def footnotes(requirement):
    low = requirement.replace(" ", "")
    if "734.9(e)(2)" in low or re.search(r"734\.9\(e\)(,?and§*744\.11ofthe)?(EAR)?\)?4|744\.11oftheEAR\)4", low):
        return ["4"]
    if "734.9(e)(3)" in low:
        return ["5"]
    if "734.9(e)1" in low or "734.9(e)(1)" in low:
        return ["1", "2"] if re.search(r"EAR\)?2", low) else ["1"]
    if "734.9(g)" in low:
        return ["3"]
    return []


# ---- the tables -----------------------------------------------------------------------------------------------------

class Tables:
    def __init__(self):
        self.parties, self.names, self.listings, self.meanings = {}, {}, [], {}
        self.by_name = {}

    def party(self, pid, caption, group, countries, source, cert, note="", schema="Organization"):
        if pid in self.parties:
            p = self.parties[pid]
            p["countries"] |= set(countries)
            p["group"] = p["group"] or group
            return
        self.parties[pid] = dict(caption=caption, schema=schema, group=group, countries=set(countries), source=source, certainty=cert, note=note)

    def name(self, pid, text, kind, official, source, cert, day="", force=None, note=""):
        text = clean(text)
        if not text:
            return
        key = (pid, fold(text) or text)
        row = dict(text=text, kind=kind, strength=force or strength(text), official=official, day=day, source=source, certainty=cert, note=note)
        old = self.names.get(key)
        if old:
            if official and not old["official"] and old["kind"] != "primary":
                row["kind"] = kind if kind != "native" else old["kind"]
                row["strength"] = old["strength"]
                self.names[key] = row
            return
        self.names[key] = row
        if len(core(text)) >= 4 and (kind == "primary" or (len(core(text)) >= 6 and row["strength"] == "strong")):
            self.by_name.setdefault(core(text), pid)

    def meaning(self, field, text, meaning):
        if text:
            self.meanings[(field, text)] = meaning

    def listing(self, **row):
        self.meaning("requirement", row["requirement"], row["requirement_meaning"])
        self.meaning("policy", row["policy"], row["policy_meaning"])
        self.listings.append(row)


GROUPS = [("huawei", r"huawei|hisilicon|futurewei"), ("inspur", r"^inspur|langchao"), ("smic", r"\bsmic\b|semiconductor manufacturing (international|south china)|sj semiconductor|ningbo semiconductor"),
          ("cambricon", "cambricon"), ("sugon", "sugon|suma|nettrix"), ("hygon", "higon|haiguang"), ("biren", "biren"), ("moore_threads", "moore thread"),
          ("zhipu", "zhipu"), ("sophgo", "sophgo"), ("hikvision", "hikvision|hikmicro"), ("bgi", r"\bbgi\b|forensic genomics"), ("naura", "naura"),
          ("cetc", r"china electronics technology group|\bcetc\b"), ("casic", r"casic\b|china aerospace science and industry"),
          ("casc", r"\bcasc\b|china aerospace science and technology"), ("avic", r"\bavic\b|aviation industry corporation"), ("sensetime", "sensetime"),
          ("norinco", "norinco"), ("ccc", r"china communications construction|\bcccc\b"), ("fiberhome", "fiberhome"), ("cgn", "general nuclear power"),
          ("aecc", r"\baecc\b|aero engine corporation"), ("cssc", r"\bcssc\b|china state shipbuilding"), ("wuxi_biologics", "wuxi biologics")]


def group_of(name):
    for group, pattern in GROUPS:
        if re.search(pattern, name, re.I):
            return "cccc" if group == "ccc" else group
    return ""


def entity_list(tables, days):
    csl = zst_json(SHARED / "data/csl/csl_2026-07-31_projection.json.zst")
    lookup = csl["tables"]
    rows = [e for e in csl["entries"] if lookup["sources"][e["s"]].startswith("Entity List")]
    supp = defaultdict(list)
    for e in zst_json(SHARED / "data/bis/entity_list_supp4_part744_2026-07-09.json.zst")["entities"]:
        supp[fold(e["name"])].append(e)
    chinese = {fold(r["canonical_english"]): r for r in csv.DictReader(open(SHARED / "law/chinese-names.csv", encoding="utf-8"))}
    wanted_print_days = {r["print_day"] for r in tsv(HERE / "starter/rules.tsv")}
    ids = {r["listed_name"]: r["party_id"] for r in tsv(HERE / "starter/ids.tsv")}

    kept = {fold(r["name"]) for r in tsv(HERE / "starter/keep.tsv") if r["list"] == "us_entity_list"}

    chosen = []
    for e in rows:
        requirement = clean(lookup["licenceRequirements"][e["lr"]]) if "lr" in e else ""
        policy = clean(lookup["licencePolicies"][e["lp"]]) if "lp" in e else ""
        cites = citations(e.get("fr", ""))
        name = clean(e["n"])
        printed = {}
        for s in supp.get(fold(re.sub(r"\s*\(Huawei\)$", "", name)), []) or supp.get(fold(name), []):
            printed.update(dated_citations(s["federal_register"]))
        dated = {c: printed.get(c) or days.published(c) for c in cites}
        note = []
        if printed:
            only_csl = [c for c in cites if c not in printed and dated[c] and dated[c] < min(printed.values())]
            first = min(printed, key=lambda c: (printed[c], c))
            if only_csl and not e["n"].startswith("Huawei") and days.rules.get(printed[first], [(0,)])[0] != days.rules.get(dated[only_csl[0]], [(1,)])[0]:
                note.append("the screening list also prints %s, before the first page of supplement 4" % ", ".join("%d FR %d" % c for c in only_csl))
            elif only_csl:
                first = min(only_csl, key=lambda c: dated[c])
        else:
            known = [c for c in cites if dated[c]]
            first = min(known, key=lambda c: (dated[c], c)) if known else (cites[0] if cites else None)
        first_print = (printed.get(first) or dated.get(first)) if first else None
        marks = footnotes(requirement)
        in_places = bool(set(e.get("c", [])) & PLACES) or not e.get("c")
        if ids.get(name) == "-":
            continue
        pick = fold(name) in chinese or fold(name) in kept or "1" in marks or (in_places and ("4" in marks or "5" in marks or first_print in wanted_print_days
               or re.search(r"China Electronics Technology Group|\bCETC\b", name)))
        if not pick or re.match(r"Address \d", name):
            continue
        chosen.append((e, name, requirement, policy, cites, printed, first, first_print, marks, note))

    seen = {}
    for e, name, requirement, policy, cites, printed, first, first_print, marks, note in chosen:
        affiliated = "Affiliated Entity:" in name
        listed = clean(name.split("Affiliated Entity:")[1]) if affiliated else name
        listed = listed.rstrip(",; ")
        same_day = [c for c in set(cites) | set(printed) if (printed.get(c) or days.published(c)) == first_print]
        entry_page = max(same_day, default=first)
        span, cert, first_page, basis = days.first_day(entry_page, first_print)
        if affiliated:
            span, cert, basis = "2019-05-16..2019-08-19", "B", "printed in the entry of the parent, which two rules wrote"
        if not first:
            span, cert, basis = "..2026-07-31", "B", "no citation"
        pages = sorted(set(cites) | set(printed))
        cited = ["%d FR %d" % p for p in pages if (printed.get(p) or days.published(p) or "9") >= (first_print or "0")]
        if first_page and first_page not in cited:
            cited.insert(0, first_page)
        key = (fold(re.sub(r"\s*\(Huawei\)$", "", listed)), span)
        pid = seen.get(key)
        if pid:
            tables.party(pid, listed, "", e.get("c", []), CSL_SOURCE, "A")
            old = [l for l in tables.listings if l["party_id"] == pid and l["list"] == "us_entity_list"][0]
            old["citations"] = old["citations"] + [c for c in cited if c not in old["citations"]]
        else:
            pid = ids.get(name) or ids.get(listed) or slug(listed)
            while pid in tables.parties:
                pid += "_" + (e.get("c") or ["x"])[0].lower() if not pid.endswith(tuple("_" + c.lower() for c in PLACES)) else "_2"
            seen[key] = pid
            caption = re.sub(r"\s*\((Huawei|HiSilicon)\)$", "", listed)
            tables.party(pid, caption, "huawei" if "1" in marks else group_of(listed), e.get("c", []), CSL_SOURCE, "A")
            amended = [p for p in pages if (printed.get(p) or days.published(p) or "") > (first_print or "9")]
            notes = [basis] if "effective" not in basis else []
            if amended:
                notes.append("entry amended later; requirement, policy and footnotes as of 2026-07-31")
            if "4" in marks and (first_print or "9") < "2022-10-13":
                notes.append("footnote 4 from 2022-10-21 (unverified)")
            if "5" in marks and (first_print or "9") < "2024-12-05":
                notes.append("footnote 5 from 2024-12-02")
            if "1" in marks:
                notes.append("footnote 1 from 2020-05-15 (unverified), widened 2020-08-17")
            if len(days.rules.get(first_print, [])) > 1 and entry_page == (90, 14046):
                notes.append("page shared by two rules of that day: which one wrote the entry is open")
                cited = [c for c in cited if c != "90 FR 14032"]
            hand = [r["note"] for r in tsv(HERE / "starter/listing-notes.tsv") if r["party_id"] == pid]
            tables.listing(party_id=pid, list="us_entity_list", start=span, until="", citations=cited, requirement=requirement,
                           requirement_meaning=requirement_meaning(requirement), policy=policy, policy_meaning=policy_meaning(policy),
                           footnotes=marks, source=CSL_SOURCE + ("; " + SUPP4_SOURCE if printed else "") + "; rule list", certainty=cert,
                           note="; ".join(hand + note + notes))
        tables.name(pid, re.sub(r"\s*\((Huawei|HiSilicon)\)$", "", listed), "primary", True, CSL_SOURCE, "A")
        inner = re.search(r"\(([A-Z][A-Za-z&-]{1,9})\)$", listed)
        if inner and inner.group(1) not in ("Huawei", "China", "Beijing", "Shanghai", "Shenzhen", "Wuxi", "Suzhou", "Hefei"):
            tables.name(pid, listed[:inner.start()].strip(), "alias", True, CSL_SOURCE, "A")
            tables.name(pid, inner.group(1), "alias", True, CSL_SOURCE, "A")
        for alias in e.get("a", []):
            for part in split_alias(alias):
                tables.name(pid, part, "alias", True, CSL_SOURCE, "A")
        zh = chinese.get(fold(name)) or chinese.get(fold(listed))
        if zh:
            add_native(tables, pid, zh)
    return chinese


def add_native(tables, pid, row):
    read = row["source"].split("zh name: ")[-1]
    if row["source"].startswith("no Entity List"):
        read = "general"
    for text in re.split("[；;]", row["chinese_simplified"]):
        text = clean(text)
        if not any("\u3400" <= c <= "\u9fff" for c in text):
            continue
        if "institution list" in read:
            source, cert = "Chinese institution list", "B"
        elif "press page" in read and len(text) <= 6:
            source, cert = "press page", "B"
        else:
            source, cert = "general knowledge, unverified", "C"
        tables.name(pid, text, "native", False, source, cert)
        if other := traditional(text):
            tables.name(pid, other, "native", False, source, cert, note="traditional characters")


def find(tables, *names):
    for n in names:
        if pid := tables.by_name.get(core(n)):
            return pid
    return None


def context_list(tables, path, list_id, rows, merges):
    """Rows of an official list as (name, aliases, start, until, citations, source, certainty, note)."""
    for name, aliases, start, until, cited, source, cert, note in rows:
        names = [name] + aliases
        key = merges.get((list_id, name))
        pid = key or find(tables, *names)
        if key == "-":
            continue
        if os.environ.get("SHOW_JOINS"):
            print(list_id, name, "->", pid or "new " + slug(name))
        if not pid:
            pid = slug(name)
            if pid in tables.parties:
                pid += "_" + list_id.removeprefix("us_")
        sure = "B" if source.startswith("press") else "A"
        tables.party(pid, name, group_of(name), ["CN"], source, sure)
        tables.name(pid, name, "primary" if not any(k[0] == pid for k in tables.names) else "alias", True, source, sure)
        for alias in aliases:
            native = any("\u3400" <= c <= "\u9fff" for c in alias)
            tables.name(pid, alias, "native" if native else "alias", True, source, sure)
            if native and (other := traditional(alias)):
                tables.name(pid, other, "native", False, source, sure, note="traditional characters")
        tables.listing(party_id=pid, list=list_id, start=start, until=until, citations=cited, requirement="", requirement_meaning="", policy="",
                       policy_meaning="", footnotes=[], source=source, certainty=cert, note=note)


def json_rows(path):
    return json.load(open(SHARED / path, encoding="utf-8"))["entities"]


def load_context(tables, days):
    merges = {(r["list"], r["name"]): r["party_id"] for r in tsv(HERE / "starter/merges.tsv")}
    history = {(r["list"], r["name"]): r for r in tsv(HERE / "starter/history.tsv")}

    def dated(list_id, name, start, until, cert, note):
        h = history.get((list_id, name))
        return (h["from"] or start, h["until"] or until, h["certainty"], h["note"]) if h else (start, until, cert, note)

    csl = zst_json(SHARED / "data/csl/csl_2026-07-31_projection.json.zst")
    lookup = csl["tables"]
    rows = []
    for e in csl["entries"]:
        if lookup["sources"][e["s"]].startswith("Military End User"):
            cite = citations(e["fr"])[0]
            page = days.pages.get(cite, {})
            start = page.get("effective") or days.published(cite)
            rows.append((clean(e["n"]), [p for a in e.get("a", []) for p in split_alias(a)], start, "", ["%d FR %d" % cite], CSL_SOURCE, "A", ""))
            meu = (clean(lookup["licenceRequirements"][e["lr"]]), clean(lookup["licencePolicies"][e["lp"]]))
    context_list(tables, "", "us_meu", rows, merges)
    for l in tables.listings:
        if l["list"] == "us_meu":
            l.update(requirement=meu[0], policy=meu[1], requirement_meaning=requirement_meaning(meu[0]), policy_meaning=policy_meaning(meu[1]))
            tables.meaning("requirement", meu[0], l["requirement_meaning"])
            tables.meaning("policy", meu[1], l["policy_meaning"])

    rows = []
    for e in json_rows("data/us_other/ofac_ns_cmic_2026-07.json"):
        m = re.search(r"Listing Date \(CMIC\): (\d+) (\w+) (\d+)", e["notes"] or "")
        day = datetime.datetime.strptime(" ".join(m.groups()), "%d %b %Y").date().isoformat()
        note = "purchases barred from " + e["effective_date"]
        rows.append((clean(e["name"]), [clean(a) for a in e["aliases"]], day, "", ["E.O. 13959", "E.O. 14032"], "NS-CMIC list 2026-07, Treasury", "A", note))
    context_list(tables, "", "us_ns_cmic", rows, merges)

    rows = []
    for e in json_rows("data/us_other/dow_1260h_2026-06-10.json"):
        start, until, cert, note = dated("us_1260h", clean(e["name"]), "..2026-06-08", "", "A", "on the list of 2026-06-08; first day not traced")
        rows.append((clean(e["name"]), [clean(a) for a in e["aliases"]], start, until, ["91 FR 35189"], "section 1260H list, 91 FR 35189", cert, note))
    context_list(tables, "", "us_1260h", rows, merges)

    rows = []
    for r in tsv(SHARED / "law/tables/dod-lists.tsv"):
        if r["list"] == "1237" and "OpenSanctions" not in r["source"]:
            rows.append((r["name"], [], r["from"], r["until"], ["NDAA FY1999 section 1237"], "press pages on the section 1237 list", "B",
                         "day of release; the list ended with the first section 1260H list"))
    context_list(tables, "", "us_1237", rows, merges)

    rows = []
    keep = {r["name"] for r in tsv(HERE / "starter/keep.tsv") if r["list"] == "us_uflpa"}
    for e in json_rows("data/us_other/dhs_uflpa_2026-07-09.json"):
        if clean(e["name"]) in keep:
            day = datetime.datetime.strptime(e["effective_date"], "%B %d, %Y").date().isoformat()
            rows.append((clean(e["name"]), [clean(a) for a in e["aliases"]], day, "", ["UFLPA section 2(d)(2)(B)"], "UFLPA Entity List 2026-07-09, DHS", "A", ""))
    context_list(tables, "", "us_uflpa", rows, merges)

    rows = []
    for e in json_rows("data/us_other/fcc_covered_2026-07.json"):
        if e["country"] == "China" and ("us_fcc_covered", clean(e["name"])) in merges:
            rows.append((clean(e["name"]), [], e["effective_date"], "", ["47 U.S.C. 1601"], "FCC Covered List 2026-07", "A", "covered equipment and services of the firm"))
    context_list(tables, "", "us_fcc_covered", rows, merges)


def hand_rows(tables, chinese):
    for r in tsv(HERE / "starter/parties.tsv"):
        tables.party(r["party_id"], r["caption"], r["group"], r["countries"].split(";"), r["source"], r["certainty"], r["note"], r["schema"])
    for r in tsv(HERE / "starter/listings.tsv"):
        row = dict(r)
        row["start"] = row.pop("from")
        row["citations"] = [c for c in r["citations"].split(";") if c]
        row["footnotes"] = [c for c in r["footnotes"].split(";") if c]
        row["requirement_meaning"] = requirement_meaning(r["requirement"]) if r["requirement"] else ""
        row["policy_meaning"] = policy_meaning(r["policy"]) if r["policy"] else ""
        tables.listing(**row)
    for r in tsv(HERE / "starter/names.tsv"):
        assert r["party_id"] in tables.parties, r
        if r["kind"] == "drop":
            assert tables.names.pop((r["party_id"], fold(r["text"]) or r["text"]), None), r
            continue
        key = (r["party_id"], fold(r["text"]) or r["text"])
        if key in tables.names and tables.names[key]["official"] and r["official"] != "yes":
            if r["strength"]:
                tables.names[key]["strength"] = r["strength"]
            if r["from"]:
                tables.names[key]["day"] = r["from"]
            continue
        tables.names.pop(key, None)
        tables.name(r["party_id"], r["text"], r["kind"], r["official"] == "yes", r["source"], r["certainty"], r["from"], r["strength"] or None, r["note"])
        if r["kind"] == "native" and (other := traditional(r["text"])):
            tables.name(r["party_id"], other, "native", False, r["source"], r["certainty"], r["from"], r["strength"] or None, "traditional characters")
    for r in tsv(HERE / "starter/chinese-joins.tsv"):
        assert r["party_id"] in tables.parties, r
        add_native(tables, r["party_id"], chinese[fold(r["canonical_english"])])


def by_hand():
    return {(r["party_id"], r["text"]) for r in tsv(HERE / "starter/names.tsv") if r["strength"] == "strong"}


def weaken_shared(tables):
    """A name of several parties proves none of them, unless it is the caption of one or one was named for it by hand."""
    owners, hand = defaultdict(list), by_hand()
    for (pid, _), row in tables.names.items():
        owners[fold(row["text"]) or row["text"]].append((pid, row))
    for shared in owners.values():
        if len({pid for pid, _ in shared}) < 2:
            continue
        captions = [pid for pid, row in shared if (pid, row["text"]) in hand] or [
            pid for pid, row in shared if row["text"] == tables.parties[pid]["caption"]]
        for pid, row in shared:
            if captions != [pid]:
                row["strength"] = "weak"
                row["note"] = row["note"] or "a name of several parties"


def write(name, head, columns, rows):
    for row in rows:
        assert not any("\t" in str(c) or "\n" in str(c) for c in row), row
    lines = ["\t".join(map(str, r)) for r in rows]
    lines.sort(key=lambda l: l.encode())
    text = "".join(f"# {h}\n" for h in head) + "\t".join(columns) + "\n" + "\n".join(lines) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")
    print(name, len(lines))


def main():
    tables, days = Tables(), Days()
    chinese = entity_list(tables, days)
    for r in tsv(HERE / "starter/parties.tsv"):  # known to the joins below
        tables.party(r["party_id"], r["caption"], r["group"], r["countries"].split(";"), r["source"], r["certainty"], r["note"], r["schema"])
        for n in tsv(HERE / "starter/names.tsv"):
            if n["party_id"] == r["party_id"] and n["kind"] != "drop":
                tables.name(r["party_id"], n["text"], n["kind"], n["official"] == "yes", n["source"], n["certainty"], n["from"], n["strength"] or None, n["note"])
    load_context(tables, days)
    hand_rows(tables, chinese)
    weaken_shared(tables)
    used = {l["party_id"] for l in tables.listings}
    tables.parties = {k: v for k, v in tables.parties.items() if k in used}
    as_of = "As of 2026-07-31 with the events known to 2026-09-25. Starter data: never complete."
    write("parties.tsv", ["Parties of the starter data: listed Chinese technology parties that the news is about. " + as_of],
          ["party_id", "caption", "schema", "group", "countries", "source", "certainty", "note"],
          [(k, p["caption"], p["schema"], p["group"], ";".join(sorted(p["countries"])), p["source"], p["certainty"], p["note"]) for k, p in tables.parties.items()])
    write("party-names.tsv", ["Names of the parties. official: an official list prints the name. from: first day on which the name is known to mean the party. " + as_of],
          ["party_id", "text", "kind", "strength", "official", "from", "source", "certainty", "note"],
          [(k[0], n["text"], n["kind"], n["strength"], "yes" if n["official"] else "no", n["day"], n["source"], n["certainty"], n["note"])
           for k, n in tables.names.items() if k[0] in tables.parties])
    write("listings.tsv", ["Entries on legal lists. from, until: first day of effect, first day without effect; a span where the day is not known exactly. " + as_of],
          ["party_id", "list", "from", "until", "citations", "requirement", "requirement_meaning", "policy", "policy_meaning", "footnotes", "source", "certainty", "note"],
          [(l["party_id"], l["list"], l["start"], l["until"], ";".join(l["citations"]), l["requirement"], l["requirement_meaning"], l["policy"], l["policy_meaning"],
            ";".join(l["footnotes"]), l["source"], l["certainty"], l["note"]) for l in tables.listings])
    printed = printed_texts()
    printed.update({key: CSL_SOURCE for key in tables.meanings if key not in printed})
    write("listing-meanings.tsv", ["Named meanings of the license requirement and review policy texts that the lists print. A text that is not here is unknown_text, the strictest.",
                                   "meaning: a word of law/facts.tsv, which the rules read. detail: the same more finely. Source: columns of supplement 4 and supplement 7 to part 744, as the file named prints them, misprints and all; `...` ends a text that the file cuts."],
          ["field", "text", "meaning", "detail", "source", "certainty"],
          [(f, t, *((requirement_meaning(t), requirement_detail(t)) if f == "requirement" else (policy_meaning(t), policy_detail(t))), source, "A")
           for (f, t), source in printed.items()])


if __name__ == "__main__":
    main()
