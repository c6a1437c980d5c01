#pragma once

#include "source/failure.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace peerreview {

// The one home of CLI11 is command.cpp: it is all headers, and each file that includes it compiles most of it
// again. Methods bear the names of its own.

/// Values that an option may have: one of some words, a number in a range, or, with neither, one above 0.
struct Check {
    std::vector<std::string> words;
    std::optional<std::pair<int, int>> range;
};
Check one_of(std::vector<std::string> words);
Check in_range(int least, int most);
Check positive();

/// An option or an argument of a command.
class Option {
public:
    explicit Option(CLI::Option* option) : option_(option) {}
    Option* required();
    Option* option_text(const std::string& text); ///< what help shows for its value
    Option* check(const Check& check);
    Option* excludes(Option* other);
    Option* expected(int values);

private:
    CLI::Option* option_;
};

/// The program, a noun or a verb.
class Command {
public:
    /// The program itself.
    Command(const std::string& name, const std::string& about);
    explicit Command(CLI::App* app);
    ~Command();
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    Command* add_subcommand(const std::string& name, const std::string& about);
    void require_subcommand(); ///< one of them must be given
    void fallthrough();        ///< options of this command may stand behind a subcommand

    // Names are as CLI11 takes them, such as "-n,--dry-run", or of an argument its name. What is given goes
    // into `value`, which must live until the command line is parsed.
    Option* add_option(const std::string& names, std::string& value, const std::string& about);
    Option* add_option(const std::string& names, std::vector<std::string>& value, const std::string& about);
    Option* add_option(const std::string& names, int& value, const std::string& about);
    Option* add_option(const std::string& names, std::uint32_t& value, const std::string& about);
    Option* add_option(const std::string& names, std::uint64_t& value, const std::string& about);
    Option* add_option(const std::string& names, double& value, const std::string& about);
    Option* add_flag(const std::string& names, bool& value, const std::string& about);
    void set_version_flag(const std::string& names, const std::string& version);
    void set_help_flag(const std::string& names, const std::string& about);

    void footer(const std::string& text); ///< stands below the options in help
    void callback(std::function<void()> chosen);

    /// Reads the command line. A status where there is nothing more to do: help or version was printed, or
    /// what is wrong, with the nearest word that is known.
    std::optional<Status> parse(int count, char** words);

private:
    Option* add(CLI::Option* option);

    std::unique_ptr<CLI::App> program_; ///< of the program alone
    CLI::App* app_;
    std::vector<std::unique_ptr<Command>> subcommands_;
    std::vector<std::unique_ptr<Option>> options_;
};

} // namespace peerreview
