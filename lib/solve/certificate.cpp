#include "solve/certificate.hpp"

#include <nlohmann/json.hpp>

namespace peerreview {

namespace {

using Json = nlohmann::ordered_json;

Json cut_json(const solve::CutPrice& cut) {
    Json json = {{"divisor", cut.divisor}, {"schools", cut.schools}};
    const auto is_plain = std::ranges::all_of(cut.weights, [](auto weight) { return weight == 1; });
    if (!is_plain) json["weights"] = cut.weights;
    json["price"] = cut.price;
    return json;
}

Json node_json(const solve::ProofNode& node) {
    Json json = Json::object();
    if (!node.school_prices.empty()) {
        json["prices"] = node.school_prices;
        json["cuts"] = Json::array();
        for (const auto& cut : node.cut_prices) json["cuts"].push_back(cut_json(cut));
    }
    if (node.together >= 0) {
        json["pair"] = {node.a, node.b};
        json["together"] = node.together;
        json["apart"] = node.apart;
    }
    return json;
}

/// Adds what is proven of a part at one price of waiting.
void add_proof(const solve::PartProof& proof, Json& json) {
    json["waiting-cost"] = proof.waiting_cost;
    json["bound"] = proof.bound;
    json["nodes"] = Json::array();
    for (const auto& node : proof.nodes) json["nodes"].push_back(node_json(node));
}

Json part_json(const solve::PartProof& part) {
    Json json = {{"schools", part.schools}};
    add_proof(part, json);
    for (const auto& other : part.others) add_proof(other, json["others"].emplace_back());
    return json;
}

solve::CutPrice cut_of(const Json& json) {
    solve::CutPrice cut;
    cut.divisor = json.at("divisor").get<int>();
    cut.schools = json.at("schools").get<std::vector<std::uint32_t>>();
    cut.weights.assign(cut.schools.size(), 1);
    if (json.contains("weights")) cut.weights = json.at("weights").get<std::vector<std::int8_t>>();
    cut.price = json.at("price").get<std::int64_t>();
    return cut;
}

solve::ProofNode node_of(const Json& json) {
    solve::ProofNode node;
    if (json.contains("prices")) {
        node.school_prices = json.at("prices").get<std::vector<std::int64_t>>();
        for (const auto& cut : json.at("cuts")) node.cut_prices.push_back(cut_of(cut));
    }
    if (!json.contains("pair")) return node;
    node.a = json.at("pair").at(0).get<std::uint32_t>();
    node.b = json.at("pair").at(1).get<std::uint32_t>();
    node.together = json.at("together").get<std::int32_t>();
    node.apart = json.at("apart").get<std::int32_t>();
    return node;
}

solve::PartProof proof_of(const Json& json) {
    solve::PartProof proof;
    proof.waiting_cost = json.at("waiting-cost").get<std::int64_t>();
    proof.bound = json.at("bound").get<std::int64_t>();
    for (const auto& node : json.at("nodes")) proof.nodes.push_back(node_of(node));
    return proof;
}

solve::PartProof part_of(const Json& json) {
    auto part = proof_of(json);
    part.schools = json.at("schools").get<std::vector<std::uint32_t>>();
    if (json.contains("others"))
        for (const auto& other : json.at("others")) part.others.push_back(proof_of(other));
    return part;
}

Certificate certificate_of(const Json& json) {
    Certificate certificate;
    certificate.bound = json.at("bound").get<std::int64_t>();
    certificate.waiting = json.at("waiting").get<std::int64_t>();
    for (const auto& school : json.at("schools")) certificate.schools.push_back({school.get<std::string>()});
    for (const auto& part : json.at("parts")) certificate.parts.push_back(part_of(part));
    return certificate;
}

} // namespace

std::string write_certificate(const Certificate& certificate) {
    auto schools = Json::array();
    for (const auto& school : certificate.schools) schools.push_back(school.text);
    std::string text =
        "{\"version\":1,\"kind\":\"triad-bound\",\"bound\":" + std::to_string(certificate.bound) +
        ",\"waiting\":" + std::to_string(certificate.waiting) +
        ",\"scale\":" + std::to_string(solve::price_scale) + ",\n\"schools\":" + schools.dump() +
        ",\n\"parts\":[";
    for (std::size_t i = 0; i < certificate.parts.size(); ++i)
        text += (i == 0 ? "\n" : ",\n") + part_json(certificate.parts[i]).dump();
    return text + "]}\n";
}

ReadCertificate read_certificate(std::string_view text) {
    try {
        const auto json = Json::parse(text);
        if (json.at("version") != 1 || json.at("kind") != "triad-bound" ||
            json.at("scale") != solve::price_scale)
            return {std::nullopt, "it is of another version or kind"};
        return {certificate_of(json), {}};
    } catch (const Json::exception&) {
        return {std::nullopt, "it is not what 'triad form --certificate' writes"};
    }
}

} // namespace peerreview
