// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title A facet with two functions, and with an initialisation.
contract DiamondTallyFacet {
    /// @custom:storage-location erc7201:harbor.tally
    struct Tally {
        uint256 count;
    }

    // keccak256(abi.encode(uint256(keccak256("harbor.tally")) - 1)) & ~bytes32(uint256(0xff))
    function _tally() private pure returns (Tally storage state) {
        bytes32 slot = keccak256(abi.encode(uint256(keccak256("harbor.tally")) - 1))
            & ~bytes32(uint256(0xff));
        assembly ("memory-safe") {
            state.slot := slot
        }
    }

    function count() external view returns (uint256) {
        return _tally().count;
    }

    function tally() external {
        ++_tally().count;
    }

    function begin(uint256 first) external {
        _tally().count = first;
    }
}
