#include "cli/session.hpp"
#include "cli/terminal.hpp"

#include <exception>

using namespace peerreview;

namespace {

void declare(Command& app, Session& session) {
    app.require_subcommand();
    app.fallthrough(); // global options may follow the verb
    app.set_version_flag("--version", "peerreview " PEERREVIEW_VERSION);
    app.set_help_flag("-h,--help", "Print this help");
    app.add_option("-C,--project", session.global.directory, "Work in the project at or above DIR")
        ->option_text("DIR");
    app.add_option("--color", session.global.color, "Colour: auto, always or never [default: auto]")
        ->check(one_of({"auto", "always", "never"}))
        ->option_text("WHEN");
    app.add_option("--today", session.global.today, "Take this day for today's date")->option_text("DATE");
    app.add_flag("-q,--quiet", session.global.quiet, "Say nothing beside results and errors");
    declare_cohort(app, session);
    declare_triad(app, session);
    declare_schedule(app, session);
    declare_feedback(app, session);
    declare_report(app, session);
    app.footer("Exit status: 0 fine, 1 the records have errors, 2 usage or cannot run, 3 refused, 70 a bug.\n"
               "See also: peerreview(1), peerreview NOUN --help, peerreview NOUN VERB --help");
}

Status run(int count, char** words) {
    Command app("peerreview", "Runs school peer-review programmes from plain-text files");
    Session session;
    declare(app, session);
    if (const auto status = app.parse(count, words)) return *status;
    return session.verb();
}

} // namespace

int main(int count, char** words) {
    auto status = Status::bug;
    try {
        status = run(count, words);
    } catch (const Failure& failure) {
        show_failure(failure.what(), failure.hint());
        status = failure.status();
    } catch (const std::exception& error) {
        show_failure(std::string("a bug in the program: ") + error.what(), "please report it");
    }
    return finish_output() ? static_cast<int>(status) : static_cast<int>(Status::cannot_run);
}
