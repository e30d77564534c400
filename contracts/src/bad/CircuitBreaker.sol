// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title Brake that the guardian pulls when outflows look wrong, and only the owner releases.
/// @dev A base with plain storage: harmless where it comes last in the list of bases, ruinous where it comes
/// first. See {HarborVaultBreakerAppended} and {HarborVaultStorageShift}.
abstract contract CircuitBreaker {
    /// @dev Zero while the brake is released.
    uint256 private _trippedAt;

    /// @notice The brake was pulled.
    event Tripped(uint256 timestamp);

    /// @notice The brake was released.
    event Released();

    error CircuitBreakerTripped(uint256 since);

    modifier whenNotTripped() {
        if (_trippedAt != 0) revert CircuitBreakerTripped(_trippedAt);
        _;
    }

    /// @notice Time at which the brake was pulled, or zero.
    function trippedAt() public view virtual returns (uint256) {
        return _trippedAt;
    }

    function _trip() internal {
        _trippedAt = block.timestamp;
        emit Tripped(block.timestamp);
    }

    function _release() internal {
        _trippedAt = 0;
        emit Released();
    }
}
