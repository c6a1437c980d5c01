#include "cli/command.hpp"

#include "cli/terminal.hpp"
#include "source/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace peerreview {

namespace {

/// The deepest command that the words chose.
const CLI::App* chosen(const CLI::App* app) {
    for (const auto* sub : app->get_subcommands()) return chosen(sub);
    return app;
}

std::string path_of(const CLI::App* app) {
    const auto* parent = app->get_parent();
    return (parent ? path_of(parent) + " " : "") + app->get_name();
}

std::vector<std::string> known_words(const CLI::App* app, bool options) {
    std::vector<std::string> words;
    if (!options) {
        for (const auto* sub : app->get_subcommands(nullptr)) words.push_back(sub->get_name());
        return words;
    }
    for (const auto* option : app->get_options())
        for (const auto& name : option->get_lnames()) words.push_back("--" + name);
    return words;
}

std::string nearest_of(const std::string& word, const std::vector<std::string>& words) {
    const std::vector<std::string_view> views(words.begin(), words.end());
    return nearest(word, views);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// The first word that the command line has and the program does not know.
std::string unknown_word(const CLI::App& app) {
    for (const auto* part = &app;; part = part->get_subcommands().front()) {
        const auto left = part->remaining(false);
        if (!left.empty()) return left.front();
        if (part->get_subcommands().empty()) return {};
    }
}

/// Help and version on standard output; else what is wrong with the command line, with the nearest word.
Status show_usage(const CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
        app.exit(error);
        return Status::fine;
    }
    const auto* command = chosen(&app);
    const auto word = unknown_word(app);
    const auto subs = known_words(command, false);
    std::string message = error.what(), hint;
    if (!word.empty()) {
        const auto is_option = word.starts_with('-');
        message = fmt::format("unknown {} '{}'",
                              is_option      ? "option"
                              : subs.empty() ? "argument"
                                             : "command",
                              word);
        const auto near = nearest_of(word, known_words(command, is_option));
        if (!near.empty()) hint = "did you mean '" + near + "'?";
    } else if (!subs.empty()) {
        message = fmt::format("'{}' needs one of: {}", path_of(command), joined(subs));
    }
    show_failure(message, hint);
    fmt::print(stderr, "Try '{} --help'.\n", path_of(command));
    return Status::cannot_run;
}

} // namespace

Check one_of(std::vector<std::string> words) { return {std::move(words), std::nullopt}; }
Check in_range(int least, int most) { return {{}, std::pair(least, most)}; }
Check positive() { return {}; }

Option* Option::required() {
    option_->required();
    return this;
}
Option* Option::option_text(const std::string& text) {
    option_->option_text(text);
    return this;
}
Option* Option::check(const Check& check) {
    if (!check.words.empty())
        option_->check(CLI::IsMember(check.words));
    else if (check.range)
        option_->check(CLI::Range(check.range->first, check.range->second));
    else
        option_->check(CLI::PositiveNumber);
    return this;
}
Option* Option::excludes(Option* other) {
    option_->excludes(other->option_);
    return this;
}

Option* Option::expected(int values) {
    option_->expected(values);
    return this;
}

Command::Command(const std::string& name, const std::string& about)
    : program_(std::make_unique<CLI::App>(about, name)), app_(program_.get()) {}
Command::Command(CLI::App* app) : app_(app) {}
Command::~Command() = default;

Command* Command::add_subcommand(const std::string& name, const std::string& about) {
    return subcommands_.emplace_back(std::make_unique<Command>(app_->add_subcommand(name, about))).get();
}
void Command::require_subcommand() { app_->require_subcommand(); }
void Command::fallthrough() { app_->fallthrough(); }

Option* Command::add(CLI::Option* option) {
    return options_.emplace_back(std::make_unique<Option>(option)).get();
}
Option* Command::add_option(const std::string& names, std::string& value, const std::string& about) {
    return add(app_->add_option(names, value, about));
}
Option* Command::add_option(const std::string& names, std::vector<std::string>& value,
                            const std::string& about) {
    return add(app_->add_option(names, value, about));
}
Option* Command::add_option(const std::string& names, int& value, const std::string& about) {
    return add(app_->add_option(names, value, about));
}
Option* Command::add_option(const std::string& names, std::uint32_t& value, const std::string& about) {
    return add(app_->add_option(names, value, about));
}
Option* Command::add_option(const std::string& names, std::uint64_t& value, const std::string& about) {
    return add(app_->add_option(names, value, about));
}
Option* Command::add_option(const std::string& names, double& value, const std::string& about) {
    return add(app_->add_option(names, value, about));
}
Option* Command::add_flag(const std::string& names, bool& value, const std::string& about) {
    return add(app_->add_flag(names, value, about));
}
void Command::set_version_flag(const std::string& names, const std::string& version) {
    app_->set_version_flag(names, version);
}
void Command::set_help_flag(const std::string& names, const std::string& about) {
    app_->set_help_flag(names, about);
}

void Command::footer(const std::string& text) { app_->footer(text); }
void Command::callback(std::function<void()> chosen) { app_->callback(std::move(chosen)); }

std::optional<Status> Command::parse(int count, char** words) {
    try {
        app_->parse(count, words);
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        return show_usage(*app_, error);
    }
}

} // namespace peerreview
