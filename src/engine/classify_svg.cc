// The plot of classify_plot.h as SVG. Everything here is for the eye: positions are floating point.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text_util.h"
#include "engine/classify_plot.h"

namespace licet {

namespace {

constexpr double kWidth = 1380;
constexpr double kHeight = 940;
constexpr double kLeft = 80;
constexpr double kRight = 1000;  // of the field; the legend stands beyond
constexpr double kTop = 76;
constexpr double kBottom = 760;  // of the field
constexpr double kStrip = 788;   // where chips without the upward figure stand
constexpr double kDot = 4.5;
constexpr double kLetter = 6.5;  // mean width of a letter of a label
constexpr double kLine = 12;     // height of a label
constexpr const char* kPlain = "#ffffff";

double real(const Rational& value) {
  return std::strtod(value.to_decimal(12).c_str(), nullptr);
}

std::string fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

// `4,800`, `5.92`.
std::string grouped(const Rational& value) {
  std::string text = value.to_decimal(4);
  const auto point = text.find('.');
  for (std::size_t at = point == std::string::npos ? text.size() : point; at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

struct Box {
  double left, top, right, bottom;
  double overlap(const Box& other) const {
    const double across = std::min(right, other.right) - std::max(left, other.left);
    const double up = std::min(bottom, other.bottom) - std::max(top, other.top);
    return across > 0 && up > 0 ? across * up : 0;
  }
};

// One axis with a logarithmic scale.
struct Scale {
  double low = 1, high = 10;  // figures at the ends
  double from = 0, to = 1;    // positions of the ends
  double at(double figure) const {
    const double part = (std::log10(figure) - std::log10(low)) / (std::log10(high) - std::log10(low));
    return from + (to - from) * std::clamp(part, 0.0, 1.0);
  }
};

// A dot: one chip, or several with the same figures.
struct Dot {
  double x = 0, y = 0;
  std::string label;
  std::string fill;
  bool hollow = false;   // the choice is answered otherwise, or not known
  bool diamond = false;  // its own paragraph is undecided
};

class Drawing {
 public:
  Drawing(const ClassifyPlot& plot, const std::string& footer) : plot_(plot), footer_(footer) {}

  std::string run() {
    set_scales();
    const std::string size = concat(fixed(kWidth), " ", fixed(kHeight));
    out_ = concat("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", fixed(kWidth), "\" height=\"", fixed(kHeight),
                  "\" viewBox=\"0 0 ", size,
                  "\" font-family=\"Helvetica, Arial, DejaVu Sans, sans-serif\" font-size=\"11\">\n");
    out_ +=
        "<defs><pattern id=\"hatch\" width=\"9\" height=\"9\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\">"
        "<line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"9\" stroke=\"#ffffff\" stroke-width=\"3.2\" "
        "stroke-opacity=\"0.75\"/></pattern></defs>\n";
    rect({0, 0, kWidth, kHeight}, "fill=\"#ffffff\"");
    regions();
    grid();
    lines();
    region_names();
    dots();
    axes();
    legend();
    return out_ + "</svg>\n";
  }

 private:
  // ---- scales ----

  void set_scales() {
    std::vector<double> across, up;
    for (const PlotChip& chip : plot_.chips) {
      if (chip.across) across.push_back(real(*chip.across));
      if (chip.across && chip.up) up.push_back(real(*chip.up));
    }
    x_ = scale(plot_.across, across, kLeft, kRight);
    y_ = scale(plot_.up, up, kBottom, kTop);
  }

  static Scale scale(const PlotAxis& axis, std::vector<double> figures, double from, double to) {
    for (const rules::Interval& cell : axis.cells) {
      for (const auto& end : {cell.low, cell.high}) {
        if (end && !end->is_zero()) figures.push_back(real(*end));
      }
    }
    std::erase_if(figures, [](double figure) { return figure <= 0; });
    if (figures.empty()) figures = {1, 10};
    const auto [least, most] = std::minmax_element(figures.begin(), figures.end());
    return Scale{*least / 1.5, *most * 1.5, from, to};
  }

  static double low_end(const Scale& scale, const rules::Interval& cell) {
    return cell.low && !cell.low->is_zero() ? scale.at(real(*cell.low)) : scale.from;
  }
  static double high_end(const Scale& scale, const rules::Interval& cell) {
    return cell.high ? scale.at(real(*cell.high)) : scale.to;
  }
  Box box_of(std::size_t column, std::size_t row) const {
    const rules::Interval& across = plot_.across.cells[column];
    const rules::Interval& up = plot_.up.cells[row];
    return {low_end(x_, across), high_end(y_, up), high_end(x_, across), low_end(y_, up)};
  }

  // ---- marks ----

  void rect(const Box& box, const std::string& style) {
    out_ += concat("<rect x=\"", fixed(box.left), "\" y=\"", fixed(box.top), "\" width=\"", fixed(box.right - box.left),
                   "\" height=\"", fixed(box.bottom - box.top), "\" ", style, "/>\n");
  }
  void stroke(double x1, double y1, double x2, double y2, const std::string& style) {
    out_ += concat("<line x1=\"", fixed(x1), "\" y1=\"", fixed(y1), "\" x2=\"", fixed(x2), "\" y2=\"", fixed(y2), "\" ",
                   style, "/>\n");
  }
  void text(double x, double y, const std::string& words, const std::string& style = "") {
    out_ += concat("<text x=\"", fixed(x), "\" y=\"", fixed(y), "\" ", style, ">", escaped(words), "</text>\n");
  }

  // ---- regions ----

  // Fill and how strong it is in percent: what hangs on facts that are not given is drawn paler.
  std::pair<std::string, int> paint(const PlotVerdict& verdict) const {
    if (const auto family = family_of(plot_, verdict.holds)) return {plot_.families[*family].colour, 55};
    if (const auto family = family_of(plot_, verdict.open)) return {plot_.families[*family].colour, 25};
    return {kPlain, 100};
  }

  void regions() {
    for (std::size_t row = 0; row < plot_.up.cells.size(); ++row) {
      for (std::size_t column = 0; column < plot_.across.cells.size(); ++column) {
        const PlotCell& cell = plot_.at(column, row);
        const auto [fill, strength] = paint(cell.verdict);
        const Box box = box_of(column, row);
        rect(box, concat("fill=\"", fill, "\" fill-opacity=\"", strength, "%\""));
        if (cell.hangs_on_choice) rect(box, "fill=\"url(#hatch)\"");
      }
    }
  }

  // Lines where the answer changes; their figures stand at the upper and right edge.
  void lines() {
    const std::string style = "stroke=\"#333333\" stroke-width=\"1.3\"";
    for (std::size_t row = 0; row < plot_.up.cells.size(); ++row) {
      for (std::size_t column = 0; column < plot_.across.cells.size(); ++column) {
        const Box box = box_of(column, row);
        const bool last_column = column + 1 == plot_.across.cells.size();
        const bool last_row = row + 1 == plot_.up.cells.size();
        if (!last_column && plot_.at(column, row) != plot_.at(column + 1, row)) {
          stroke(box.right, box.top, box.right, box.bottom, style);
          across_lines_.insert(*plot_.across.cells[column].high);
        }
        if (!last_row && plot_.at(column, row) != plot_.at(column, row + 1)) {
          stroke(box.left, box.top, box.right, box.top, style);
          up_lines_.insert(*plot_.up.cells[row].high);
        }
      }
    }
    for (const Rational& line : across_lines_)
      text(x_.at(real(line)), kTop - 6, grouped(line), "text-anchor=\"middle\" font-weight=\"bold\" fill=\"#333333\"");
    for (const Rational& line : up_lines_)
      text(kRight + 5, y_.at(real(line)) + 4, grouped(line), "font-weight=\"bold\" fill=\"#333333\"");
  }

  // `3A090.a.1 + a.2`.
  std::string codes_text(const std::vector<std::string>& codes) const {
    std::string out;
    for (const std::string& code : codes) {
      const auto dot = code.find('.');
      out += out.empty() ? code : concat(" + ", dot == std::string::npos ? code : code.substr(dot + 1));
    }
    return out;
  }

  std::string region_name(const PlotVerdict& verdict) const {
    if (!verdict.holds.empty()) return codes_text(verdict.holds);
    if (verdict.open.empty()) return "";
    return concat(codes_text(verdict.open), " hangs on ", joined(verdict.needs, ", "));
  }

  // One name for each connected region, in its largest cell.
  void region_names() {
    std::set<std::size_t> seen;
    const std::size_t width = plot_.across.cells.size();
    for (std::size_t start = 0; start < plot_.cells.size(); ++start) {
      if (seen.contains(start)) continue;
      std::vector<std::size_t> todo = {start};
      std::size_t best = start;
      seen.insert(start);
      while (!todo.empty()) {
        const std::size_t cell = todo.back();
        todo.pop_back();
        if (area(cell) > area(best)) best = cell;
        const std::size_t column = cell % width;
        for (const std::size_t next :
             {column > 0 ? cell - 1 : cell, column + 1 < width ? cell + 1 : cell, cell >= width ? cell - width : cell,
              cell + width < plot_.cells.size() ? cell + width : cell}) {
          if (plot_.cells[next] == plot_.cells[start] && seen.insert(next).second) todo.push_back(next);
        }
      }
      name_region(best);
    }
  }

  double area(std::size_t cell) const {
    const Box box = box_of(cell % plot_.across.cells.size(), cell / plot_.across.cells.size());
    return (box.right - box.left) * (box.bottom - box.top);
  }

  void name_region(std::size_t cell) {
    std::string name = region_name(plot_.cells[cell].verdict);
    if (name.empty()) return;
    const Box box = box_of(cell % plot_.across.cells.size(), cell / plot_.across.cells.size());
    // Where the whole name is too wide, the paragraphs alone.
    const auto width = [](const std::string& words) { return 8 + 7.9 * static_cast<double>(words.size()); };
    const auto dot = name.find('.');
    if (width(name) > box.right - box.left && dot != std::string::npos) name = name.substr(dot + 1);
    text(box.left + 6, box.top + 16, name, "font-size=\"12.5\" font-weight=\"bold\" fill=\"#5a2a1a\"");
    taken_.push_back({box.left + 4, box.top + 3, box.left + width(name), box.top + 21});
  }

  // ---- chips ----

  void dots() {
    std::map<std::pair<long, long>, Dot> dots;
    for (const PlotChip& chip : plot_.chips) {
      if (!chip.across) {
        unplaced_.push_back(chip.name);
        continue;
      }
      Dot dot = dot_of(chip);
      auto [found, added] = dots.try_emplace({std::lround(dot.x * 2), std::lround(dot.y * 2)}, dot);
      if (!added) found->second.label += concat(" / ", dot.label);
    }
    std::vector<Dot> all;
    all.reserve(dots.size());
    for (auto& [place, dot] : dots) all.push_back(std::move(dot));
    for (const Dot& dot : all)
      taken_.push_back({dot.x - kDot - 1, dot.y - kDot - 1, dot.x + kDot + 1, dot.y + kDot + 1});
    // Those in a crowd choose first.
    std::stable_sort(all.begin(), all.end(), [&](const Dot& a, const Dot& b) { return crowd(a, all) > crowd(b, all); });
    for (const Dot& dot : all) label(dot);
    for (const Dot& dot : all) draw(dot);
  }

  Dot dot_of(const PlotChip& chip) const {
    Dot dot;
    dot.x = x_.at(real(*chip.across));
    dot.y = chip.up ? y_.at(real(*chip.up)) : kStrip;
    dot.label = chip.name;
    const auto family = family_of(plot_, chip.verdict.holds);
    const auto open = family_of(plot_, chip.verdict.open);
    dot.fill = family ? darker(plot_.families[*family].colour) : "#3b6ea5";
    dot.diamond = !family && open;
    if (dot.diamond) dot.fill = "#777777";
    dot.hollow = chip.choice != std::optional<bool>(true);
    return dot;
  }

  static std::string darker(const std::string& colour) {
    char text[8];
    const long all = std::strtol(colour.c_str() + (colour.empty() ? 0 : 1), nullptr, 16);
    std::snprintf(text, sizeof text, "#%02lx%02lx%02lx", (all >> 16 & 255) * 6 / 10, (all >> 8 & 255) * 6 / 10,
                  (all & 255) * 6 / 10);
    return text;
  }

  static int crowd(const Dot& dot, const std::vector<Dot>& all) {
    int near = 0;
    for (const Dot& other : all) {
      if (std::abs(other.x - dot.x) < 90 && std::abs(other.y - dot.y) < 40) ++near;
    }
    return near;
  }

  void draw(const Dot& dot) {
    const std::string style =
        concat("fill=\"", dot.hollow ? "#ffffff" : dot.fill, "\" stroke=\"", dot.fill, "\" stroke-width=\"1.8\"");
    if (dot.diamond) {
      out_ += concat("<path d=\"M", fixed(dot.x - 5.5), " ", fixed(dot.y), " l5.5 -5.5 l5.5 5.5 l-5.5 5.5 z\" ", style,
                     "/>\n");
    } else {
      out_ +=
          concat("<circle cx=\"", fixed(dot.x), "\" cy=\"", fixed(dot.y), "\" r=\"", fixed(kDot), "\" ", style, "/>\n");
    }
  }

  // The free place nearest to the dot; a thin line leads to one that is farther off.
  void label(const Dot& dot) {
    const double width = kLetter * static_cast<double>(dot.label.size()) + 2;
    Box best{};
    double best_cost = -1;
    for (double ring = 8; ring <= 120; ring += ring < 30 ? 6 : 12) {
      for (int step = 0; step < 24; ++step) {
        const double angle = step * 3.14159265358979 / 12;
        const double x = dot.x + ring * std::cos(angle);
        const double y = dot.y + ring * std::sin(angle);
        const double left = std::cos(angle) > 0.3 ? x : std::cos(angle) < -0.3 ? x - width : x - width / 2;
        const Box box{left, y - kLine / 2, left + width, y + kLine / 2};
        const double price = cost(box, dot.y == kStrip) + ring;
        if (best_cost < 0 || price < best_cost) {
          best_cost = price;
          best = box;
        }
      }
    }
    taken_.push_back(best);
    const double x = std::clamp(dot.x, best.left, best.right);
    const double y = std::clamp(dot.y, best.top, best.bottom);
    if (std::hypot(x - dot.x, y - dot.y) > 13) stroke(dot.x, dot.y, x, y, "stroke=\"#666666\" stroke-width=\"0.7\"");
    text(best.left + 1, best.bottom - 2.5, dot.label, "fill=\"#111111\"");
  }

  double cost(const Box& box, bool in_strip) const {
    double out = 0;
    for (const Box& other : taken_) out += 20 * box.overlap(other);
    const double top = in_strip ? kStrip - 18 : kTop + 2;
    const double bottom = in_strip ? kHeight - 62 : kBottom - 2;
    if (box.left < kLeft + 2 || box.right > kRight - 2 || box.top < top || box.bottom > bottom) out += 1e5;
    return out;
  }

  // ---- axes and words around ----

  template <typename Visit>
  static void each_tick(const Scale& scale, Visit visit) {
    for (double decade = std::pow(10, std::floor(std::log10(scale.low))); decade <= scale.high; decade *= 10) {
      for (int digit = 1; digit < 10; ++digit) {
        const double figure = decade * digit;
        if (figure >= scale.low && figure <= scale.high) visit(figure, digit);
      }
    }
  }

  static std::string tick_text(double figure) {
    char text[32];
    std::snprintf(text, sizeof text, "%.10g", figure);
    return grouped(Rational::parse(text).value());
  }

  void grid() {
    each_tick(x_, [&](double figure, int digit) {
      const char* style =
          digit == 1 ? "stroke=\"#bbbbbb\" stroke-width=\"0.8\"" : "stroke=\"#e4e4e4\" stroke-width=\"0.6\"";
      stroke(x_.at(figure), kTop, x_.at(figure), kBottom, style);
    });
    each_tick(y_, [&](double figure, int digit) {
      const char* style =
          digit == 1 ? "stroke=\"#bbbbbb\" stroke-width=\"0.8\"" : "stroke=\"#e4e4e4\" stroke-width=\"0.6\"";
      stroke(kLeft, y_.at(figure), kRight, y_.at(figure), style);
    });
  }

  void axes() {
    rect({kLeft, kTop, kRight, kBottom}, "fill=\"none\" stroke=\"#333333\" stroke-width=\"1.2\"");
    stroke(kLeft, kHeight - 62, kRight, kHeight - 62, "stroke=\"#333333\" stroke-width=\"1.2\"");
    each_tick(x_, [&](double figure, int digit) {
      if (digit != 1 && digit != 2 && digit != 5) return;
      stroke(x_.at(figure), kHeight - 62, x_.at(figure), kHeight - 57, "stroke=\"#333333\"");
      text(x_.at(figure), kHeight - 45, tick_text(figure), "text-anchor=\"middle\"");
    });
    each_tick(y_, [&](double figure, int digit) {
      if (digit == 1 || digit == 2 || digit == 5)
        text(kLeft - 7, y_.at(figure) + 4, tick_text(figure), "text-anchor=\"end\"");
    });
    text(kLeft - 7, kStrip + 4, "not known", "text-anchor=\"end\" fill=\"#555555\"");
    text((kLeft + kRight) / 2, kHeight - 26, concat(plot_.across.title, ", logarithmic scale"),
         "text-anchor=\"middle\" font-size=\"13\"");
    out_ += concat("<text transform=\"translate(22 ", fixed((kTop + kBottom) / 2),
                   ") rotate(-90)\" text-anchor=\"middle\" font-size=\"13\">",
                   escaped(concat(plot_.up.title, ", logarithmic scale")), "</text>\n");
    std::vector<std::string> titles;
    titles.reserve(plot_.families.size());
    for (const PlotFamily& family : plot_.families) titles.push_back(family.title);
    text(kLeft, 34, concat(joined(titles, " and "), " on ", to_string(plot_.on)),
         "font-size=\"20\" font-weight=\"bold\"");
    text(kLeft, 52,
         "Regions as the law of that day draws them; a figure on a line belongs to the side above it or to its right.",
         "fill=\"#444444\"");
    text(kLeft, kHeight - 8, footer_, "font-size=\"10\" fill=\"#666666\"");
  }

  void legend() {
    double y = kTop + 10;
    const double x = kRight + 62;
    const auto row = [&](const std::string& words) {
      text(x + 24, y + 4, words);
      y += 22;
    };
    for (const PlotFamily& family : plot_.families) {
      rect({x, y - 8, x + 16, y + 8}, concat("fill=\"", family.colour, "\" fill-opacity=\"0.55\" stroke=\"#999999\""));
      row(concat("region of ", family.title));
    }
    legend_hatch(x, y);
    y += 8;
    for (const PlotFamily& family : plot_.families) {
      draw(Dot{x + 8, y, "", darker(family.colour), false, false});
      row(concat("chip under ", family.title));
    }
    draw(Dot{x + 8, y, "", "#3b6ea5", false, false});
    row("chip under neither");
    draw(Dot{x + 8, y, "", "#777777", false, true});
    row("undecided: a figure is not known");
    if (plot_.choice_title.empty()) return;
    draw(Dot{x + 8, y, "", "#444444", true, false});
    text(x + 24, y + 4, "hollow: not, or not surely,");
    y += 14;
    row(plot_.choice_title);
    legend_unplaced(x, y + 8);
  }

  void legend_hatch(double x, double& y) {
    const bool any =
        std::any_of(plot_.cells.begin(), plot_.cells.end(), [](const PlotCell& cell) { return cell.hangs_on_choice; });
    if (!any) return;
    rect({x, y - 8, x + 16, y + 8},
         concat("fill=\"", plot_.families.back().colour, "\" fill-opacity=\"0.55\" stroke=\"#999999\""));
    rect({x, y - 8, x + 16, y + 8}, "fill=\"url(#hatch)\"");
    text(x + 24, y + 4, "striped: only what is");
    y += 14;
    text(x + 24, y + 4, plot_.choice_title);
    y += 22;
  }

  void legend_unplaced(double x, double y) {
    if (unplaced_.empty()) return;
    text(x, y + 4, "not drawn, the figure across is not known:", "fill=\"#555555\"");
    for (const std::string& name : unplaced_) text(x + 8, y += 15, name, "fill=\"#555555\"");
  }

  const ClassifyPlot& plot_;
  const std::string& footer_;
  Scale x_, y_;
  std::set<Rational> across_lines_, up_lines_;
  std::vector<Box> taken_;
  std::vector<std::string> unplaced_;
  std::string out_;
};

}  // namespace

std::string plot_svg(const ClassifyPlot& plot, const std::string& footer) {
  return Drawing(plot, footer).run();
}

}  // namespace licet
