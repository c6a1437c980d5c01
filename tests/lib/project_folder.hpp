#pragma once

#include "project/project.hpp"
#include "record/typical_calendar.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <unistd.h>

/// A folder with the given files, gone when the test ends.
class ProjectFolder {
public:
    explicit ProjectFolder(const std::map<std::string, std::string>& files) {
        auto name = (std::filesystem::temp_directory_path() / "peerreview-test-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        for (const auto& [path, text] : files) peerreview::store::replace_file(root_ / path, text);
    }
    ProjectFolder(const ProjectFolder&) = delete;
    ProjectFolder& operator=(const ProjectFolder&) = delete;
    ~ProjectFolder() { std::filesystem::remove_all(root_); }

    const std::filesystem::path& root() const { return root_; }

    peerreview::Project load() const {
        peerreview::Diagnostics findings;
        return load(findings);
    }
    peerreview::Project load(peerreview::Diagnostics& findings) const {
        return peerreview::load_project(root_, findings);
    }

private:
    std::filesystem::path root_;
};

/// The files of a cohort of schools one kilometre from each other, each with two trained leaders.
inline std::map<std::string, std::string> cohort_files(const std::vector<std::string>& schools) {
    std::map<std::string, std::string> files;
    files["peerreview.yaml"] = "format: 1\nname: Test\nregion: North\nyear: 2026/27\nlaunch: 2026-09-24\n";
    files["calendar.yaml"] = peerreview::typical_calendar(2026);
    files["consultants/cc.yaml"] = "name: Cosima Quillfeather\nphases: [primary]\ndays: 12\n";
    for (std::size_t i = 0; i < schools.size(); ++i) {
        const auto& id = schools[i];
        files["schools/" + id + ".yaml"] =
            fmt::format("name: {0} Primary School\nphase: primary\neasting: {1}\nnorthing: 400000\nleaders:\n"
                        "  - {{id: {0}-a, trained: 2026-09-24}}\n  - {{id: {0}-b, trained: 2026-09-24}}\n",
                        id, 400000 + 1000 * i);
    }
    return files;
}
