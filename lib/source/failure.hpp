#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace peerreview {

/// The exit statuses, as scripts and CI see them.
enum class Status {
    fine = 0,
    errors = 1,     ///< the records have errors
    cannot_run = 2, ///< usage, or a file, a permission, the disk
    refused = 3,    ///< the records are fine and the answer is no
    bug = 70,
    interrupted = 130, ///< by SIGINT, as a shell would say it
};

/// The run cannot go on. Thrown where that is known, caught once, in main.
class Failure : public std::runtime_error {
public:
    explicit Failure(const std::string& message, std::string hint = {}, Status status = Status::cannot_run)
        : std::runtime_error(message), hint_(std::move(hint)), status_(status) {}

    const std::string& hint() const { return hint_; }
    Status status() const { return status_; }

private:
    std::string hint_;
    Status status_;
};

} // namespace peerreview
