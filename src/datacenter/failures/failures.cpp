#include "aibelt/datacenter/failures.hpp"

#include "process.hpp"

namespace aibelt::datacenter {

Failures::Failures(const FailureSpec& spec, std::uint64_t seed, const std::string& name, base::SimTime start)
    : process_(std::make_unique<Process>(spec, seed, name, start)) {}
Failures::~Failures() = default;
Failures::Failures(Failures&&) noexcept = default;
Failures& Failures::operator=(Failures&&) noexcept = default;

void Failures::add_nodes(const NodeBatch& batch, base::SimTime now) { process_->add_nodes(batch, now); }

void Failures::retire(std::int32_t first, std::int32_t count, base::SimTime now) {
  process_->retire(first, count, now);
}

base::SimTime Failures::next_time() const { return process_->next_time(); }

std::optional<FailureEvent> Failures::pop(const IsBusy& is_busy) { return process_->pop(is_busy); }

bool Failures::is_in_service(std::int32_t node) const { return process_->nodes().is_in_service(node); }
std::int32_t Failures::n_in_service() const { return process_->nodes().n_in_service(); }
std::int32_t Failures::n_spare() const { return process_->nodes().n_spare(); }
std::int32_t Failures::n_down() const { return process_->nodes().n_down(); }
std::int32_t Failures::n_lemons() const { return process_->nodes().n_lemons(); }

std::string_view Failures::cause_name(std::int32_t cause) const { return process_->cause_name(cause); }

}  // namespace aibelt::datacenter
